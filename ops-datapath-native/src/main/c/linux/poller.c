/* SPDX-License-Identifier: Apache-2.0 */
/* Waiting for many descriptors at once (epoll), and waking a thread that waits (eventfd). */
#include "error.h"
#include "io_opsswitch_datapath_nativelib_Poller.h"

#include <errno.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define MAX_EVENTS io_opsswitch_datapath_nativelib_Poller_MAX_EVENTS

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_Poller_openEpoll(JNIEnv *env, jclass type) {
    (void) type;
    int fd = epoll_create1(EPOLL_CLOEXEC);
    if (fd < 0) {
        ops_throw(env, errno, "could not create an epoll descriptor");
    }
    return fd;
}

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_Poller_openEvent(JNIEnv *env, jclass type) {
    (void) type;
    int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (fd < 0) {
        ops_throw(env, errno, "could not create an event descriptor");
    }
    return fd;
}

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_Poller_add0(
        JNIEnv *env, jclass type, jint epoll, jint fd, jint id) {
    (void) type;
    struct epoll_event event = {.events = EPOLLIN, .data.u32 = (uint32_t) id};
    if (epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event) < 0) {
        ops_throw(env, errno, "could not wait for descriptor %d", fd);
    }
}

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_Poller_remove0(
        JNIEnv *env, jclass type, jint epoll, jint fd) {
    (void) env;
    (void) type;
    epoll_ctl(epoll, EPOLL_CTL_DEL, fd, NULL); /* fails only if it was not there */
}

/* Stores { int32 id, int32 events } for each ready descriptor and returns their number. */
JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_Poller_wait0(
        JNIEnv *env, jclass type, jint epoll, jlong ready, jint timeout) {
    (void) type;
    struct epoll_event events[MAX_EVENTS];
    int n = epoll_wait(epoll, events, MAX_EVENTS, timeout);
    if (n < 0) {
        if (errno != EINTR) {
            ops_throw(env, errno, "could not wait for descriptors");
        }
        return 0;
    }
    int32_t *entry = (int32_t *) (intptr_t) ready;
    for (int i = 0; i < n; i++) {
        entry[2 * i] = (int32_t) events[i].data.u32;
        entry[2 * i + 1] = (int32_t) events[i].events;
    }
    return n;
}

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_Poller_signal(JNIEnv *env, jclass type, jint fd) {
    (void) env;
    (void) type;
    uint64_t one = 1;
    ssize_t n = write(fd, &one, sizeof one);
    (void) n; /* fails only if it is signalled already 2^64-2 times */
}

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_Poller_clear(JNIEnv *env, jclass type, jint fd) {
    (void) env;
    (void) type;
    uint64_t count;
    ssize_t n = read(fd, &count, sizeof count);
    (void) n; /* fails only if it was not signalled */
}
