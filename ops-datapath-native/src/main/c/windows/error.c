/* SPDX-License-Identifier: Apache-2.0 */
/* The system's texts for error numbers, and the version that Java checks before it calls anything else. */
#include "device.h"
#include "io_opsswitch_datapath_nativelib_NativeLibrary.h"
#include "io_opsswitch_datapath_nativelib_WindowsDevice.h"

#define LONGEST 512

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_NativeLibrary_abiVersion(JNIEnv *env, jclass type) {
    (void) env;
    (void) type;
    return io_opsswitch_datapath_nativelib_NativeLibrary_ABI_VERSION;
}

JNIEXPORT jstring JNICALL Java_io_opsswitch_datapath_nativelib_WindowsDevice_errorText(
        JNIEnv *env, jclass type, jint error) {
    (void) type;
    WCHAR text[LONGEST];
    DWORD length = FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS, NULL, (DWORD) error, 0,
            text, LONGEST, NULL);
    if (length == 0) {
        length = (DWORD) wsprintfW(text, L"Windows error %lu", (DWORD) error);
    }
    while (length > 0 && (text[length - 1] <= L' ' || text[length - 1] == L'.')) {
        length--;
    }
    return (*env)->NewString(env, (const jchar *) text, (jsize) length);
}
