/* SPDX-License-Identifier: Apache-2.0 */
/* Netlink sockets (netlink(7)) between this process and the kernel. */
#include "error.h"
#include "io_opsswitch_datapath_nativelib_NetlinkSocket.h"

#include <errno.h>
#include <linux/netlink.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef NETLINK_CAP_ACK
#define NETLINK_CAP_ACK 10
#endif
#ifndef NETLINK_EXT_ACK
#define NETLINK_EXT_ACK 11
#endif

static void *at(JNIEnv *env, jobject buffer, jint offset) {
    return (char *) (*env)->GetDirectBufferAddress(env, buffer) + offset;
}

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_NetlinkSocket_open0(
        JNIEnv *env, jclass type, jint protocol, jint receive_buffer) {
    (void) type;
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);
    if (fd < 0) {
        ops_throw(env, errno, "could not open a netlink socket of protocol %d", protocol);
        return -1;
    }
    /* Without CAP_NET_ADMIN the system's limit stays. */
    if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &receive_buffer, sizeof receive_buffer) < 0) {
        setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    }
    /* Kernels before 4.2 and 4.12 do not know these: they then echo requests and explain nothing. */
    int yes = 1;
    setsockopt(fd, SOL_NETLINK, NETLINK_CAP_ACK, &yes, sizeof yes);
    setsockopt(fd, SOL_NETLINK, NETLINK_EXT_ACK, &yes, sizeof yes);

    /* The kernel chooses the number; connected to it, the socket refuses messages from other processes. */
    struct sockaddr_nl address = {.nl_family = AF_NETLINK};
    const char *what = NULL;
    if (bind(fd, (struct sockaddr *) &address, sizeof address) < 0) {
        what = "bind";
    } else if (connect(fd, (struct sockaddr *) &address, sizeof address) < 0) {
        what = "connect";
    }
    if (what != NULL) {
        ops_throw(env, errno, "could not %s a netlink socket of protocol %d", what, protocol);
        close(fd);
        return -1;
    }
    return fd;
}

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_NetlinkSocket_pid0(JNIEnv *env, jclass type, jint fd) {
    (void) type;
    struct sockaddr_nl address;
    socklen_t length = sizeof address;
    if (getsockname(fd, (struct sockaddr *) &address, &length) < 0) {
        ops_throw(env, errno, "could not ask for the number of a netlink socket");
        return 0;
    }
    return (jint) address.nl_pid;
}

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_NetlinkSocket_join0(
        JNIEnv *env, jclass type, jint fd, jint group) {
    (void) type;
    if (setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &group, sizeof group) < 0) {
        ops_throw(env, errno, "could not join netlink multicast group %d", group);
    }
}

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_NetlinkSocket_send0(
        JNIEnv *env, jclass type, jint fd, jobject message, jint offset, jint length) {
    (void) type;
    ssize_t n = send(fd, at(env, message, offset), (size_t) length, 0);
    return n < 0 ? -errno : n == length ? 0 : -EMSGSIZE;
}

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_NetlinkSocket_receive0(
        JNIEnv *env, jclass type, jint fd, jobject into, jint offset, jint length) {
    (void) type;
    ssize_t n = recv(fd, at(env, into, offset), (size_t) length, MSG_DONTWAIT | MSG_TRUNC);
    return n < 0 ? -errno : (jint) n;
}

JNIEXPORT jstring JNICALL Java_io_opsswitch_datapath_nativelib_NetlinkSocket_errorText(
        JNIEnv *env, jclass type, jint error) {
    (void) type;
    char text[128];
    return (*env)->NewStringUTF(env, strerror_r(error, text, sizeof text));
}
