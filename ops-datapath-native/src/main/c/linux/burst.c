/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bursts of frames in one call from Java. A burst is described by an array of { int64 address, int64 length }; each
 * frame includes the virtio_net_hdr in front of it. A frame that cannot be sent is skipped, since a switch drops rather
 * than waits.
 *
 * Result: frames sent, and above that, shifted by 32, the last error number.
 */
#include "io_opsswitch_datapath_nativelib_Burst.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#define MAX_BURST io_opsswitch_datapath_nativelib_Burst_MAX

struct frame {
    int64_t address;
    int64_t length;
};

static jlong result(int sent, int error) {
    return (jlong) error << 32 | (jlong) sent;
}

JNIEXPORT jlong JNICALL Java_io_opsswitch_datapath_nativelib_Burst_send(
        JNIEnv *env, jclass type, jint fd, jlong frames, jint count) {
    (void) env;
    (void) type;
    const struct frame *f = (const struct frame *) (intptr_t) frames;
    struct iovec iov[MAX_BURST];
    struct mmsghdr messages[MAX_BURST];
    int n = count < MAX_BURST ? count : MAX_BURST;
    memset(messages, 0, sizeof messages[0] * (size_t) n);
    for (int i = 0; i < n; i++) {
        iov[i].iov_base = (void *) (intptr_t) f[i].address;
        iov[i].iov_len = (size_t) f[i].length;
        messages[i].msg_hdr.msg_iov = &iov[i];
        messages[i].msg_hdr.msg_iovlen = 1;
    }
    int sent = 0;
    int error = 0;
    for (int next = 0; next < n;) {
        int done = sendmmsg(fd, messages + next, (unsigned) (n - next), MSG_DONTWAIT);
        if (done > 0) {
            sent += done;
            next += done;
        } else if (errno != EINTR) {
            error = errno;
            next++;
        }
    }
    return result(sent, error);
}

JNIEXPORT jlong JNICALL Java_io_opsswitch_datapath_nativelib_Burst_write(
        JNIEnv *env, jclass type, jint fd, jlong frames, jint count) {
    (void) env;
    (void) type;
    const struct frame *f = (const struct frame *) (intptr_t) frames;
    int sent = 0;
    int error = 0;
    for (int i = 0; i < count; i++) {
        ssize_t n;
        do {
            n = write(fd, (void *) (intptr_t) f[i].address, (size_t) f[i].length);
        } while (n < 0 && errno == EINTR);
        if (n >= 0) {
            sent++;
        } else {
            error = errno;
        }
    }
    return result(sent, error);
}
