/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What goes over the connection: numbers in little-endian order, structures as they lie in memory.
 *
 * Each connection has a thread, which answers one call after the other; a call that waits blocks its connection only.
 * So a client uses one connection for each device handle, and another one to cancel what these wait for.
 */
#ifndef BRIDGE_PROTOCOL_H
#define BRIDGE_PROTOCOL_H

#include <stdint.h>

enum operation {
    OPEN = 1, /* result: handle */
    CONTROL = 2, /* code, in, room, timeout; result: bytes */
    PEND = 3, /* code, in; result: 1 pending */
    AWAIT = 4, /* timeout; result: 1 completed */
    CANCEL = 5, /* code: 0 the pending request, 1 all */
    CLOSE = 6,
    ERROR_TEXT = 7, /* code: Win32 error; out: UTF-16 */
    ABI_VERSION = 8,
    HOOK = 9, /* in, room; result: bytes */
    START_DRIVER = 10, /* in: UTF-16 path of the driver */
    STOP_DRIVER = 11,
    OPEN_READ_ONLY = 12 /* control with `code` through a handle that may only read; result: as of CONTROL */
};

struct call {
    int32_t operation;
    int32_t code;
    int64_t handle;
    int32_t timeout;
    int32_t in_length;
    int32_t room;
    int32_t unused;
};

/* Negative: a Win32 error. */
struct result {
    int64_t value;
    int32_t out_length;
    int32_t unused;
};

#define LARGEST (1 << 18)

#endif
