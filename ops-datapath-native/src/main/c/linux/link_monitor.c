/* SPDX-License-Identifier: Apache-2.0 */
/* Notices that some network device came, went or changed. Which one is not said: the owner looks at all its devices. */
#include "error.h"
#include "io_opsswitch_datapath_nativelib_LinkMonitor.h"

#include <errno.h>
#include <linux/rtnetlink.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_LinkMonitor_open0(JNIEnv *env, jclass type) {
    (void) type;
    int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_ROUTE);
    struct sockaddr_nl address = {.nl_family = AF_NETLINK, .nl_groups = RTMGRP_LINK};
    if (fd < 0) {
        ops_throw(env, errno, "could not open a route socket");
    } else if (bind(fd, (struct sockaddr *) &address, sizeof address) < 0) {
        ops_throw(env, errno, "could not listen for changes of network devices");
        close(fd);
        fd = -1;
    }
    return fd;
}

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_LinkMonitor_drain0(JNIEnv *env, jclass type, jint fd) {
    (void) env;
    (void) type;
    char ignored[8192];
    /* ENOBUFS tells of lost events; since any event makes the owner look at everything, nothing is missed. */
    while (recv(fd, ignored, sizeof ignored, MSG_DONTWAIT | MSG_TRUNC) >= 0 || errno == EINTR || errno == ENOBUFS) {
    }
}
