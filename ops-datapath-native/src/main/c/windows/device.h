/* SPDX-License-Identifier: Apache-2.0 */
#ifndef OPS_DEVICE_H
#define OPS_DEVICE_H

#include <jni.h>
#include <windows.h>

/*
 * A handle of the driver's device. One thread uses it at a time, except for cancelling. Each request has an OVERLAPPED of
 * its own: `pend` belongs to the one request that may stay with the driver, and must not move while `pending`.
 */
struct ops_device {
    HANDLE handle;
    HANDLE control_event;
    OVERLAPPED pend;
    BOOL pending;
};

static inline struct ops_device *ops_device(jlong device) {
    return (struct ops_device *) (INT_PTR) device;
}

/* Returns the address of a place in a direct buffer, or NULL for no buffer. */
static inline void *ops_at(JNIEnv *env, jobject buffer, jint offset) {
    return buffer == NULL ? NULL : (char *) (*env)->GetDirectBufferAddress(env, buffer) + offset;
}

/* Returns the error of the last call as what the Java side takes for a failure, never 0. */
static inline jint ops_failure(DWORD error) {
    return error == 0 || error > 0x7fffffff ? -(jint) ERROR_GEN_FAILURE : -(jint) error;
}

#endif
