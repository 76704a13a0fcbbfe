/* SPDX-License-Identifier: Apache-2.0 */
/* Tap devices: the Ethernet interfaces that the switch offers to its own host. */
#include "error.h"
#include "io_opsswitch_datapath_nativelib_TapDevice.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_TapDevice_open0(JNIEnv *env, jclass type, jstring jname) {
    (void) type;
    const char *name = (*env)->GetStringUTFChars(env, jname, NULL);
    if (name == NULL) {
        return -1;
    }
    int fd = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        ops_throw(env, errno, "could not open /dev/net/tun");
    } else {
        struct ifreq request = {.ifr_flags = IFF_TAP | IFF_NO_PI | IFF_VNET_HDR};
        strncpy(request.ifr_name, name, IFNAMSIZ - 1);
        const char *what = NULL;
        if (ioctl(fd, TUNSETIFF, &request) < 0) {
            what = "create tap device";
        } else if (ioctl(fd, TUNSETOFFLOAD, TUN_F_CSUM | TUN_F_TSO4 | TUN_F_TSO6 | TUN_F_TSO_ECN) < 0) {
            what = "set the offloads of tap device";
        }
        if (what != NULL) {
            ops_throw(env, errno, "could not %s %s", what, name);
            close(fd);
            fd = -1;
        }
    }
    (*env)->ReleaseStringUTFChars(env, jname, name);
    return fd;
}

/*
 * Reads frames into one buffer, one after the other, each with `headroom` free bytes in front and at a multiple of 64.
 * Stores { int32 offset, int32 length } for each; the length includes the virtio_net_hdr. Returns the number of frames,
 * or a negative error number if there is none.
 */
JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_TapDevice_read0(JNIEnv *env, jclass type, jint fd,
        jlong buffer, jint size, jint headroom, jint largest, jlong index, jint max) {
    (void) env;
    (void) type;
    int32_t *entry = (int32_t *) (intptr_t) index;
    int count = 0;
    int at = 0;
    while (count < max && size - at - headroom >= largest) {
        ssize_t n = read(fd, (char *) (intptr_t) buffer + at + headroom, (size_t) largest);
        if (n <= 0) {
            if (n < 0 && errno == EINTR) {
                continue;
            }
            return count > 0 ? count : n < 0 && errno != EAGAIN ? -errno : 0;
        }
        entry[2 * count] = at + headroom;
        entry[2 * count + 1] = (int32_t) n;
        count++;
        at = (at + headroom + (int) n + 63) & ~63;
    }
    return count;
}
