/* SPDX-License-Identifier: Apache-2.0 */
#include "direct.h"

#define DEVICE L"\\\\.\\OpenvSwitchDevice"
#define IOCTL_HOOK 0xAFC80600u

static HANDLE hook = INVALID_HANDLE_VALUE;
static SRWLOCK lock = SRWLOCK_INIT;

static int control(HANDLE device, int code, void *in, int in_length, void *out, int room) {
    DWORD bytes = 0;
    if (!DeviceIoControl(device, (DWORD) code, in, (DWORD) in_length, out, (DWORD) room, &bytes, NULL)) {
        return -(int) GetLastError();
    }
    return (int) bytes;
}

static HANDLE open(DWORD access) {
    return CreateFileW(DEVICE, access, FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_EXISTING, 0, NULL);
}

int direct_hook(void *in, int in_length, void *out, int room) {
    AcquireSRWLockExclusive(&lock);
    if (hook == INVALID_HANDLE_VALUE) {
        hook = open(GENERIC_READ | GENERIC_WRITE);
    }
    int result = hook == INVALID_HANDLE_VALUE ? -(int) GetLastError()
                                              : control(hook, (int) IOCTL_HOOK, in, in_length, out, room);
    ReleaseSRWLockExclusive(&lock);
    return result;
}

void direct_hook_close(void) {
    AcquireSRWLockExclusive(&lock);
    if (hook != INVALID_HANDLE_VALUE) {
        CloseHandle(hook);
        hook = INVALID_HANDLE_VALUE;
    }
    ReleaseSRWLockExclusive(&lock);
}

int direct_read_only(int code, void *in, int in_length, void *out, int room) {
    HANDLE device = open(GENERIC_READ);
    if (device == INVALID_HANDLE_VALUE) {
        return -(int) GetLastError();
    }
    int result = control(device, code, in, in_length, out, room);
    CloseHandle(device);
    return result;
}
