/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Packet sockets with a mapped receive ring (packet(7), TPACKET_V2).
 *
 * Every frame, in the ring and when sent, is preceded by a virtio_net_hdr. With it the state of checksum and
 * segmentation offload of a frame travels from one device to the other: veth and tap hand out frames whose checksum is
 * still to be filled in and TCP segments of up to 64 kB, and the sending device (or the kernel on its behalf) finishes
 * them.
 *
 * Frames that do not fit a slot of the ring are also queued in full on the socket (PACKET_COPY_THRESH).
 */
#include "error.h"
#include "io_opsswitch_datapath_nativelib_PacketSocket.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#ifndef PACKET_IGNORE_OUTGOING
#define PACKET_IGNORE_OUTGOING 23
#endif

static int set(int fd, int option, int value) {
    return setsockopt(fd, SOL_PACKET, option, &value, sizeof value);
}

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_PacketSocket_open0(JNIEnv *env, jclass type,
        jint frame_size, jint frame_count, jint block_size, jint reserve, jint copy_queue, jboolean bypass_qdisc) {
    (void) type;
    /* Protocol 0: nothing arrives before attach0 binds the socket to one device. */
    int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) {
        ops_throw(env, errno, "could not open a packet socket");
        return -1;
    }
    struct tpacket_req ring = {
        .tp_block_size = (unsigned) block_size,
        .tp_block_nr = (unsigned) ((int64_t) frame_size * frame_count / block_size),
        .tp_frame_size = (unsigned) frame_size,
        .tp_frame_nr = (unsigned) frame_count,
    };
    const char *what = NULL;
    if (set(fd, PACKET_IGNORE_OUTGOING, 1) < 0) {
        what = "PACKET_IGNORE_OUTGOING";
    } else if (set(fd, PACKET_VERSION, TPACKET_V2) < 0) {
        what = "PACKET_VERSION";
    } else if (set(fd, PACKET_VNET_HDR, 1) < 0) {
        what = "PACKET_VNET_HDR";
    } else if (set(fd, PACKET_RESERVE, reserve) < 0) {
        what = "PACKET_RESERVE";
    } else if (set(fd, PACKET_COPY_THRESH, 1) < 0) {
        what = "PACKET_COPY_THRESH";
    } else if (bypass_qdisc && set(fd, PACKET_QDISC_BYPASS, 1) < 0) {
        what = "PACKET_QDISC_BYPASS";
    } else if (setsockopt(fd, SOL_PACKET, PACKET_RX_RING, &ring, sizeof ring) < 0) {
        what = "PACKET_RX_RING";
    }
    if (what != NULL) {
        ops_throw(env, errno, "could not set %s on a packet socket", what);
        close(fd);
        return -1;
    }
    /* Without CAP_NET_ADMIN in the owning name space the system's limit stays; large frames may then be dropped. */
    if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &copy_queue, sizeof copy_queue) < 0) {
        setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &copy_queue, sizeof copy_queue);
    }
    return fd;
}

JNIEXPORT jlong JNICALL Java_io_opsswitch_datapath_nativelib_PacketSocket_map0(
        JNIEnv *env, jclass type, jint fd, jlong length) {
    (void) type;
    void *ring = mmap(NULL, (size_t) length, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (ring == MAP_FAILED) {
        ops_throw(env, errno, "could not map a packet ring of %lld bytes", (long long) length);
        return 0;
    }
    return (jlong) (intptr_t) ring;
}

JNIEXPORT jobject JNICALL Java_io_opsswitch_datapath_nativelib_PacketSocket_buffer0(
        JNIEnv *env, jclass type, jlong address, jlong length) {
    (void) type;
    return (*env)->NewDirectByteBuffer(env, (void *) (intptr_t) address, length);
}

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_PacketSocket_unmap0(
        JNIEnv *env, jclass type, jlong address, jlong length) {
    (void) env;
    (void) type;
    munmap((void *) (intptr_t) address, (size_t) length);
}

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_PacketSocket_attach0(
        JNIEnv *env, jclass type, jint fd, jint ifindex) {
    (void) type;
    struct sockaddr_ll address = {
        .sll_family = AF_PACKET,
        .sll_protocol = ifindex == 0 ? 0 : htons(ETH_P_ALL),
        .sll_ifindex = ifindex,
    };
    if (bind(fd, (struct sockaddr *) &address, sizeof address) < 0) {
        ops_throw(env, errno, "could not bind a packet socket to interface %d", ifindex);
        return;
    }
    if (ifindex != 0) {
        /* Undone by the kernel when the socket is closed or the device goes, unlike the flag of the device. */
        struct packet_mreq membership = {.mr_ifindex = ifindex, .mr_type = PACKET_MR_PROMISC};
        if (setsockopt(fd, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &membership, sizeof membership) < 0) {
            ops_throw(env, errno, "could not make interface %d promiscuous", ifindex);
        }
    }
}

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_PacketSocket_takeDrops(JNIEnv *env, jclass type, jint fd) {
    (void) env;
    (void) type;
    struct tpacket_stats statistics;
    socklen_t length = sizeof statistics;
    if (getsockopt(fd, SOL_PACKET, PACKET_STATISTICS, &statistics, &length) < 0) {
        return 0;
    }
    return (jint) statistics.tp_drops;
}

JNIEXPORT jint JNICALL Java_io_opsswitch_datapath_nativelib_PacketSocket_receiveCopy(
        JNIEnv *env, jclass type, jint fd, jlong address, jint capacity) {
    (void) env;
    (void) type;
    ssize_t n = recv(fd, (void *) (intptr_t) address, (size_t) capacity, MSG_DONTWAIT | MSG_TRUNC);
    return n < 0 ? -errno : (jint) n;
}
