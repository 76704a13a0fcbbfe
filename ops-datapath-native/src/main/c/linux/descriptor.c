/* SPDX-License-Identifier: Apache-2.0 */
/* What all kinds of descriptors share, and the version that Java checks before it calls anything else. */
#include "error.h"
#include "io_opsswitch_datapath_nativelib_Descriptors.h"
#include "io_opsswitch_datapath_nativelib_NativeLibrary.h"

#include <errno.h>
#include <stdint.h>
#include <sys/socket.h>
#include <unistd.h>

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_NativeLibrary_abiVersion(JNIEnv *env, jclass type) {
    (void) env;
    (void) type;
    return io_opsswitch_datapath_nativelib_NativeLibrary_ABI_VERSION;
}

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_Descriptors_close(JNIEnv *env, jclass type, jint fd) {
    (void) env;
    (void) type;
    close(fd); /* on Linux the descriptor is gone whatever close says */
}

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_Descriptors_takeSocketError(
        JNIEnv *env, jclass type, jint fd) {
    (void) env;
    (void) type;
    int error = 0;
    socklen_t length = sizeof error;
    return getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) < 0 ? errno : error;
}

JNIEXPORT jlong JNICALL Java_io_opsswitch_datapath_nativelib_Descriptors_addressOf(
        JNIEnv *env, jclass type, jobject buffer) {
    (void) type;
    return (jlong) (intptr_t) (*env)->GetDirectBufferAddress(env, buffer);
}
