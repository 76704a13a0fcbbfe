/* SPDX-License-Identifier: Apache-2.0 */
/* Requests to the driver that are waited for. */
#include "device.h"
#include "io_opsswitch_datapath_nativelib_WindowsDevice.h"

/* Ends a request that took too long. It may complete all the same, and then counts. */
static jint give_up(struct ops_device *device, OVERLAPPED *overlapped) {
    DWORD bytes;
    CancelIoEx(device->handle, overlapped);
    if (GetOverlappedResult(device->handle, overlapped, &bytes, TRUE)) {
        return (jint) bytes;
    }
    DWORD error = GetLastError();
    return ops_failure(error == ERROR_OPERATION_ABORTED ? WAIT_TIMEOUT : error);
}

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_WindowsDevice_control0(JNIEnv *env, jclass type,
        jlong address, jint code, jobject in, jint in_offset, jint in_length, jobject out, jint out_offset,
        jint out_length, jint timeout) {
    (void) type;
    struct ops_device *device = ops_device(address);
    OVERLAPPED overlapped = {.hEvent = device->control_event};
    DWORD bytes = 0;
    if (DeviceIoControl(device->handle, (DWORD) code, ops_at(env, in, in_offset), (DWORD) in_length,
                ops_at(env, out, out_offset), (DWORD) out_length, &bytes, &overlapped)) {
        return (jint) bytes;
    }
    DWORD error = GetLastError();
    if (error != ERROR_IO_PENDING) {
        return ops_failure(error);
    }
    if (WaitForSingleObject(device->control_event, timeout < 0 ? INFINITE : (DWORD) timeout) == WAIT_TIMEOUT) {
        return give_up(device, &overlapped);
    }
    return GetOverlappedResult(device->handle, &overlapped, &bytes, TRUE) ? (jint) bytes : ops_failure(GetLastError());
}
