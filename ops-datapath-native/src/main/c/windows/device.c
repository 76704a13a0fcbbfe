/* SPDX-License-Identifier: Apache-2.0 */
/* Opening and closing handles of the driver's device. */
#include "device.h"
#include "io_opsswitch_datapath_nativelib_WindowsDevice.h"

static void release(struct ops_device *device) {
    if (device->handle != INVALID_HANDLE_VALUE) {
        CloseHandle(device->handle);
    }
    if (device->control_event != NULL) {
        CloseHandle(device->control_event);
    }
    if (device->pend.hEvent != NULL) {
        CloseHandle(device->pend.hEvent);
    }
    HeapFree(GetProcessHeap(), 0, device);
}

JNIEXPORT jlong JNICALL Java_io_opsswitch_datapath_nativelib_WindowsDevice_open0(JNIEnv *env, jclass type) {
    (void) env;
    (void) type;
    struct ops_device *device = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, sizeof *device);
    if (device == NULL) {
        return ops_failure(ERROR_NOT_ENOUGH_MEMORY);
    }
    device->handle = CreateFileW(L"\\\\.\\OpenvSwitchDevice", GENERIC_READ | GENERIC_WRITE,
            FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, FILE_FLAG_OVERLAPPED, NULL);
    DWORD error = device->handle == INVALID_HANDLE_VALUE ? GetLastError() : 0;
    if (error == 0) {
        /* Manual reset: whoever waits twice for a completed request does not wait for ever. */
        device->control_event = CreateEventW(NULL, TRUE, FALSE, NULL);
        device->pend.hEvent = CreateEventW(NULL, TRUE, FALSE, NULL);
        if (device->control_event == NULL || device->pend.hEvent == NULL) {
            error = GetLastError();
        }
    }
    if (error != 0) {
        release(device);
        return ops_failure(error);
    }
    return (jlong) (INT_PTR) device;
}

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_WindowsDevice_close0(
        JNIEnv *env, jclass type, jlong address) {
    (void) env;
    (void) type;
    struct ops_device *device = ops_device(address);
    if (device->pending) {
        /* The system writes to the OVERLAPPED when the request ends: it must end before the memory is freed. */
        DWORD ignored;
        CancelIoEx(device->handle, &device->pend);
        GetOverlappedResult(device->handle, &device->pend, &ignored, TRUE);
    }
    release(device);
}
