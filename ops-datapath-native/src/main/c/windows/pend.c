/* SPDX-License-Identifier: Apache-2.0 */
/* The one request that stays with the driver until something happens: sending, waiting for and cancelling it. */
#include "device.h"
#include "io_opsswitch_datapath_nativelib_WindowsDevice.h"

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_WindowsDevice_pend0(
        JNIEnv *env, jclass type, jlong address, jint code, jobject in, jint offset, jint length) {
    (void) type;
    struct ops_device *device = ops_device(address);
    if (device->pending) {
        return ops_failure(ERROR_BUSY); /* its OVERLAPPED is in use */
    }
    HANDLE event = device->pend.hEvent;
    ZeroMemory(&device->pend, sizeof device->pend);
    device->pend.hEvent = event;
    DWORD bytes;
    if (DeviceIoControl(device->handle, (DWORD) code, ops_at(env, in, offset), (DWORD) length, NULL, 0, &bytes,
                &device->pend)) {
        return 0;
    }
    DWORD error = GetLastError();
    if (error != ERROR_IO_PENDING) {
        return ops_failure(error);
    }
    device->pending = TRUE;
    return 1;
}

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_WindowsDevice_await0(
        JNIEnv *env, jclass type, jlong address, jint timeout) {
    (void) env;
    (void) type;
    struct ops_device *device = ops_device(address);
    if (!device->pending) {
        return ops_failure(ERROR_NOT_FOUND);
    }
    if (WaitForSingleObject(device->pend.hEvent, timeout < 0 ? INFINITE : (DWORD) timeout) == WAIT_TIMEOUT) {
        return 0;
    }
    DWORD bytes;
    BOOL good = GetOverlappedResult(device->handle, &device->pend, &bytes, TRUE);
    device->pending = FALSE;
    return good ? 1 : ops_failure(GetLastError());
}

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_WindowsDevice_cancel0(
        JNIEnv *env, jclass type, jlong address, jboolean all) {
    (void) env;
    (void) type;
    struct ops_device *device = ops_device(address);
    CancelIoEx(device->handle, all ? NULL : &device->pend); /* fails only where there is nothing to cancel */
}
