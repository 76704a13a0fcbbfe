/* SPDX-License-Identifier: Apache-2.0 */
/* Starting and stopping the driver. */
#ifndef BRIDGE_SERVICE_H
#define BRIDGE_SERVICE_H

#include <windows.h>

/* Return 0 or a Win32 error. */
DWORD service_start(const WCHAR *driver);
DWORD service_stop(void);

#endif
