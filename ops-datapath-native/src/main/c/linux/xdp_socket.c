/* SPDX-License-Identifier: Apache-2.0 */
/*
 * AF_XDP sockets (Documentation/networking/af_xdp.rst of Linux): memory that is shared with the kernel, cut into chunks,
 * and four rings of places in it. Java reads the receive ring and gives chunks back by the fill ring, both mapped; sending,
 * which takes a system call anyway, is done here with the other two.
 *
 * The first half of the chunks is for receiving, the second one for sending.
 */
#include "error.h"
#include "io_opsswitch_datapath_nativelib_XdpSocket.h"

#include <errno.h>
#include <linux/if_xdp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#define HEADER io_opsswitch_datapath_nativelib_XdpSocket_OFFLOAD_HEADER
#define SLOTS io_opsswitch_datapath_nativelib_XdpSocket_RING

/* The kernel sends a few frames of a ring in one call; a burst is no longer than so many calls. */
#define MAX_KICKS 8

/* How often, and how long between, since the kernel frees the queue of a socket that was closed after a while. */
#define BIND_TRIES 30
#define BIND_PAUSE_MICROS 10000

struct ring {
    void *memory;
    size_t length;
    uint32_t *producer;
    uint32_t *consumer;
    uint32_t *flags;
    void *entries;
};

struct xdp {
    int fd;
    void *memory;
    size_t length;
    uint32_t chunk;
    struct ring receive;
    struct ring fill;
    struct ring transmit;
    struct ring completion;
    uint32_t spare_count;
    uint64_t spare[SLOTS];
};

struct frame {
    int64_t address;
    int64_t length;
};

static void unmap(struct ring *ring) {
    if (ring->memory != NULL) {
        munmap(ring->memory, ring->length);
    }
}

static void release(struct xdp *x) {
    if (x->fd >= 0) {
        close(x->fd);
    }
    unmap(&x->receive);
    unmap(&x->fill);
    unmap(&x->transmit);
    unmap(&x->completion);
    if (x->memory != NULL) {
        munmap(x->memory, x->length);
    }
    free(x);
}

static int size(int fd, int option) {
    int slots = SLOTS;
    return setsockopt(fd, SOL_XDP, option, &slots, sizeof slots);
}

static int map_ring(int fd, struct ring *ring, const struct xdp_ring_offset *at, off_t page, size_t entry) {
    size_t length = (size_t) at->desc + SLOTS * entry;
    char *memory = mmap(NULL, length, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, fd, page);
    if (memory == MAP_FAILED) {
        return -1;
    }
    ring->memory = memory;
    ring->length = length;
    ring->producer = (uint32_t *) (memory + at->producer);
    ring->consumer = (uint32_t *) (memory + at->consumer);
    ring->flags = (uint32_t *) (memory + at->flags);
    ring->entries = memory + at->desc;
    return 0;
}

/* Returns NULL, or what could not be done; errno says why. */
static const char *make_socket(struct xdp *x) {
    x->fd = socket(AF_XDP, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (x->fd < 0) {
        return "open an AF_XDP socket";
    }
    x->length = (size_t) 2 * SLOTS * x->chunk;
    x->memory = mmap(NULL, x->length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (x->memory == MAP_FAILED) {
        x->memory = NULL;
        return "get memory for frames";
    }
    struct xdp_umem_reg memory = {
        .addr = (uint64_t) (uintptr_t) x->memory,
        .len = x->length,
        .chunk_size = x->chunk,
    };
    if (setsockopt(x->fd, SOL_XDP, XDP_UMEM_REG, &memory, sizeof memory) < 0) {
        return "share memory with the kernel";
    }
    if (size(x->fd, XDP_UMEM_FILL_RING) < 0 || size(x->fd, XDP_UMEM_COMPLETION_RING) < 0
            || size(x->fd, XDP_RX_RING) < 0 || size(x->fd, XDP_TX_RING) < 0) {
        return "make the rings of an AF_XDP socket";
    }
    struct xdp_mmap_offsets at;
    socklen_t length = sizeof at;
    if (getsockopt(x->fd, SOL_XDP, XDP_MMAP_OFFSETS, &at, &length) < 0
            || map_ring(x->fd, &x->receive, &at.rx, XDP_PGOFF_RX_RING, sizeof(struct xdp_desc)) < 0
            || map_ring(x->fd, &x->transmit, &at.tx, XDP_PGOFF_TX_RING, sizeof(struct xdp_desc)) < 0
            || map_ring(x->fd, &x->fill, &at.fr, (off_t) XDP_UMEM_PGOFF_FILL_RING, sizeof(uint64_t)) < 0
            || map_ring(x->fd, &x->completion, &at.cr, (off_t) XDP_UMEM_PGOFF_COMPLETION_RING, sizeof(uint64_t)) < 0) {
        return "map the rings of an AF_XDP socket";
    }
    return NULL;
}

static const char *bind_socket(struct xdp *x, int ifindex, int queue, int zero_copy) {
    struct sockaddr_xdp address = {
        .sxdp_family = AF_XDP,
        .sxdp_ifindex = (uint32_t) ifindex,
        .sxdp_queue_id = (uint32_t) queue,
        .sxdp_flags = (uint16_t) (XDP_USE_NEED_WAKEUP | (zero_copy ? XDP_ZEROCOPY : XDP_COPY)),
    };
    for (int i = 0; bind(x->fd, (struct sockaddr *) &address, sizeof address) < 0; i++) {
        if (errno != EBUSY || i == BIND_TRIES) {
            return "bind an AF_XDP socket to its queue";
        }
        usleep(BIND_PAUSE_MICROS);
    }
    return NULL;
}

static void fill(struct xdp *x) {
    uint64_t *free_chunks = x->fill.entries;
    for (uint32_t i = 0; i < SLOTS; i++) {
        free_chunks[i] = (uint64_t) i * x->chunk;
        x->spare[i] = (uint64_t) (SLOTS + i) * x->chunk;
    }
    x->spare_count = SLOTS;
    __atomic_store_n(x->fill.producer, SLOTS, __ATOMIC_RELEASE);
}

JNIEXPORT jlong JNICALL Java_io_opsswitch_datapath_nativelib_XdpSocket_open0(
        JNIEnv *env, jclass type, jint ifindex, jint queue, jint chunk, jboolean zero_copy) {
    (void) type;
    struct xdp *x = calloc(1, sizeof *x);
    if (x == NULL) {
        ops_throw(env, ENOMEM, "could not open an AF_XDP socket");
        return 0;
    }
    x->fd = -1;
    x->chunk = (uint32_t) chunk;
    const char *what = make_socket(x);
    if (what == NULL) {
        fill(x);
        what = bind_socket(x, ifindex, queue, zero_copy);
    }
    if (what != NULL) {
        ops_throw(env, errno, "could not %s for queue %d of interface %d", what, queue, ifindex);
        release(x);
        return 0;
    }
    return (jlong) (intptr_t) x;
}

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_XdpSocket_close0(JNIEnv *env, jclass type, jlong handle) {
    (void) env;
    (void) type;
    release((struct xdp *) (intptr_t) handle);
}

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_XdpSocket_fd0(JNIEnv *env, jclass type, jlong handle) {
    (void) env;
    (void) type;
    return ((struct xdp *) (intptr_t) handle)->fd;
}

static const struct ring *ring(jlong handle, jint which) {
    struct xdp *x = (struct xdp *) (intptr_t) handle;
    return which == io_opsswitch_datapath_nativelib_XdpSocket_RECEIVE ? &x->receive : &x->fill;
}

JNIEXPORT jobject JNICALL Java_io_opsswitch_datapath_nativelib_XdpSocket_memory0(
        JNIEnv *env, jclass type, jlong handle) {
    (void) type;
    struct xdp *x = (struct xdp *) (intptr_t) handle;
    return (*env)->NewDirectByteBuffer(env, x->memory, (jlong) x->length);
}

JNIEXPORT jobject JNICALL Java_io_opsswitch_datapath_nativelib_XdpSocket_ring0(
        JNIEnv *env, jclass type, jlong handle, jint which) {
    (void) type;
    const struct ring *r = ring(handle, which);
    return (*env)->NewDirectByteBuffer(env, r->memory, (jlong) r->length);
}

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_XdpSocket_place0(
        JNIEnv *env, jclass type, jlong handle, jint which, jint what) {
    (void) env;
    (void) type;
    const struct ring *r = ring(handle, which);
    const void *places[] = {r->producer, r->consumer, r->flags, r->entries};
    return (jint) ((const char *) places[what] - (const char *) r->memory);
}

/* Takes back the chunks whose frames were sent. */
static void reap(struct xdp *x) {
    const uint64_t *sent = x->completion.entries;
    uint32_t end = __atomic_load_n(x->completion.producer, __ATOMIC_ACQUIRE);
    uint32_t at = *x->completion.consumer;
    for (; at != end; at++) {
        x->spare[x->spare_count++] = sent[at % SLOTS] / x->chunk * x->chunk;
    }
    __atomic_store_n(x->completion.consumer, at, __ATOMIC_RELEASE);
}

/* Has the kernel send what is in the ring. Returns 0, or an error number if it has not looked at the ring at all. */
static int kick(struct xdp *x) {
    for (int i = 0; i < MAX_KICKS; i++) {
        if ((__atomic_load_n(x->transmit.flags, __ATOMIC_RELAXED) & XDP_RING_NEED_WAKEUP) == 0) {
            return 0;
        }
        int failed = sendto(x->fd, NULL, 0, MSG_DONTWAIT, NULL, 0) < 0;
        if (failed && (errno == ENETDOWN || errno == ENXIO)) {
            return errno;
        }
        if (__atomic_load_n(x->transmit.consumer, __ATOMIC_ACQUIRE) == *x->transmit.producer) {
            return 0;
        }
        reap(x);
    }
    return 0;
}

JNIEXPORT jlong JNICALL Java_io_opsswitch_datapath_nativelib_XdpSocket_send0(
        JNIEnv *env, jclass type, jlong handle, jlong frames, jint count) {
    (void) env;
    (void) type;
    struct xdp *x = (struct xdp *) (intptr_t) handle;
    const struct frame *f = (const struct frame *) (intptr_t) frames;
    struct xdp_desc *entries = x->transmit.entries;
    jint sent = 0;
    int error = 0;
    reap(x);
    const uint32_t start = *x->transmit.producer;
    uint32_t at = start;
    /* As many chunks as the ring has entries: where there is a chunk there is room in the ring. */
    for (jint i = 0; i < count; i++) {
        uint32_t length = (uint32_t) (f[i].length - HEADER);
        if (length > x->chunk) {
            error = EMSGSIZE;
        } else if (x->spare_count == 0) {
            error = ENOBUFS;
        } else {
            uint64_t chunk = x->spare[--x->spare_count];
            memcpy((char *) x->memory + chunk, (const char *) (intptr_t) f[i].address + HEADER, length);
            entries[at++ % SLOTS] = (struct xdp_desc) {.addr = chunk, .len = length};
            sent++;
        }
    }
    __atomic_store_n(x->transmit.producer, at, __ATOMIC_RELEASE);
    int refused = kick(x);
    if (refused != 0) {
        /* The device is down or gone, and the kernel has not looked: the frames shall not go out when it is up again. */
        while (at != start) {
            x->spare[x->spare_count++] = entries[--at % SLOTS].addr;
        }
        __atomic_store_n(x->transmit.producer, at, __ATOMIC_RELEASE);
    }
    return (jlong) (refused != 0 ? refused : error) << 32 | (jlong) (refused != 0 ? 0 : sent);
}

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_XdpSocket_wake0(JNIEnv *env, jclass type, jlong handle) {
    (void) env;
    (void) type;
    /* Fails with EAGAIN at best, and if the device is down there is nobody to wake. */
    recvfrom(((struct xdp *) (intptr_t) handle)->fd, NULL, 0, MSG_DONTWAIT, NULL, NULL);
}

JNIEXPORT jlong JNICALL Java_io_opsswitch_datapath_nativelib_XdpSocket_drops0(JNIEnv *env, jclass type, jlong handle) {
    (void) env;
    (void) type;
    struct xdp_statistics s;
    memset(&s, 0, sizeof s);
    socklen_t length = sizeof s;
    if (getsockopt(((struct xdp *) (intptr_t) handle)->fd, SOL_XDP, XDP_STATISTICS, &s, &length) < 0) {
        return 0;
    }
    return (jlong) (s.rx_dropped + s.rx_ring_full);
}
