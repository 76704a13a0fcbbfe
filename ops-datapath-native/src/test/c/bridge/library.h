/* SPDX-License-Identifier: Apache-2.0 */
/* The library under test, called as a JVM would. */
#ifndef BRIDGE_LIBRARY_H
#define BRIDGE_LIBRARY_H

#include <stdint.h>
#include <windows.h>

/* Returns whether all functions are there; prints which one is not. */
BOOL library_load(const WCHAR *path);

int64_t library_open(void);
int library_control(int64_t device, int code, void *in, int in_length, void *out, int room, int timeout);
int library_pend(int64_t device, int code, void *in, int in_length);
int library_await(int64_t device, int timeout);
void library_cancel(int64_t device, BOOL all);
void library_close(int64_t device);
/* Returns the number of UTF-16 units. */
int library_error_text(int error, WCHAR *to, int room);
int library_abi_version(void);

#endif
