/* SPDX-License-Identifier: Apache-2.0 */
/* Calls past the library: what tests do to the driver, and what the library never does. */
#ifndef BRIDGE_DIRECT_H
#define BRIDGE_DIRECT_H

#include <windows.h>

/* Return bytes written, or a negative Win32 error. The hook's handle stays open between calls. */
int direct_hook(void *in, int in_length, void *out, int room);
void direct_hook_close(void);
int direct_read_only(int code, void *in, int in_length, void *out, int room);

#endif
