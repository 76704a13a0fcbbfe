/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The program that gives the frames of a device to AF_XDP sockets, one for each receive queue, and its attachment to the
 * device, by bpf(2) alone. What is attached goes with the last descriptor of its link, however the process ends.
 */
#include "error.h"
#include "io_opsswitch_datapath_nativelib_XdpProgram.h"

#include <errno.h>
#include <linux/bpf.h>
#include <linux/if_link.h>
#include <linux/if_packet.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

struct attachment {
    int map;
    int program;
    int link;
    int promiscuous;
};

static int bpf(int command, union bpf_attr *attributes) {
    int result = (int) syscall(SYS_bpf, command, attributes, sizeof *attributes);
    /* Descriptors of bpf(2) are closed on exec. */
    return result < 0 ? -errno : result;
}

static int make_map(int queues) {
    union bpf_attr a;
    memset(&a, 0, sizeof a);
    a.map_type = BPF_MAP_TYPE_XSKMAP;
    a.key_size = sizeof(uint32_t);
    a.value_size = sizeof(uint32_t);
    a.max_entries = (uint32_t) queues;
    return bpf(BPF_MAP_CREATE, &a);
}

static int put(int map, int queue, int socket) {
    union bpf_attr a;
    uint32_t key = (uint32_t) queue;
    uint32_t value = (uint32_t) socket;
    memset(&a, 0, sizeof a);
    a.map_fd = (uint32_t) map;
    a.key = (uint64_t) (uintptr_t) &key;
    a.value = (uint64_t) (uintptr_t) &value;
    return bpf(BPF_MAP_UPDATE_ELEM, &a);
}

static int make_program(int map) {
    /* return bpf_redirect_map(map, context->rx_queue_index, XDP_PASS): other queues stay the host's. */
    struct bpf_insn code[] = {
        {.code = BPF_LDX | BPF_MEM | BPF_W,
            .dst_reg = BPF_REG_2,
            .src_reg = BPF_REG_1,
            .off = offsetof(struct xdp_md, rx_queue_index)},
        {.code = BPF_LD | BPF_IMM | BPF_DW, .dst_reg = BPF_REG_1, .src_reg = BPF_PSEUDO_MAP_FD, .imm = map},
        {.code = 0},
        {.code = BPF_ALU64 | BPF_MOV | BPF_K, .dst_reg = BPF_REG_3, .imm = XDP_PASS},
        {.code = BPF_JMP | BPF_CALL, .imm = BPF_FUNC_redirect_map},
        {.code = BPF_JMP | BPF_EXIT},
    };
    union bpf_attr a;
    memset(&a, 0, sizeof a);
    a.prog_type = BPF_PROG_TYPE_XDP;
    a.insns = (uint64_t) (uintptr_t) code;
    a.insn_cnt = sizeof code / sizeof code[0];
    a.license = (uint64_t) (uintptr_t) "Apache-2.0";
    return bpf(BPF_PROG_LOAD, &a);
}

static int make_link(int program, int ifindex, int generic) {
    union bpf_attr a;
    memset(&a, 0, sizeof a);
    a.link_create.prog_fd = (uint32_t) program;
    a.link_create.target_ifindex = (uint32_t) ifindex;
    a.link_create.attach_type = BPF_XDP;
    a.link_create.flags = generic ? XDP_FLAGS_SKB_MODE : XDP_FLAGS_DRV_MODE;
    return bpf(BPF_LINK_CREATE, &a);
}

static void close_if_open(int fd) {
    if (fd >= 0) {
        close(fd);
    }
}

static void release(struct attachment *a) {
    close_if_open(a->link);
    close_if_open(a->program);
    close_if_open(a->map);
    close_if_open(a->promiscuous);
    free(a);
}

/* Returns 0 or a negative error number. */
static int attach(struct attachment *a, int ifindex, int generic, const jint *sockets, int queues) {
    int error = a->map = make_map(queues);
    for (int queue = 0; queue < queues && error >= 0; queue++) {
        error = put(a->map, queue, sockets[queue]);
    }
    if (error >= 0) {
        error = a->program = make_program(a->map);
    }
    if (error >= 0) {
        error = a->link = make_link(a->program, ifindex, generic);
    }
    return error < 0 ? error : 0;
}

static int make_promiscuous(struct attachment *a, int ifindex) {
    a->promiscuous = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
    struct packet_mreq membership = {.mr_ifindex = ifindex, .mr_type = PACKET_MR_PROMISC};
    int failed = a->promiscuous < 0
            || setsockopt(a->promiscuous, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &membership, sizeof membership) < 0;
    return failed ? -errno : 0;
}

JNIEXPORT jlong JNICALL Java_io_opsswitch_datapath_nativelib_XdpProgram_attach0(
        JNIEnv *env, jclass type, jint ifindex, jboolean generic, jintArray sockets) {
    (void) type;
    struct attachment *a = calloc(1, sizeof *a);
    jint *fds = (*env)->GetIntArrayElements(env, sockets, NULL);
    if (a == NULL || fds == NULL) {
        free(a);
        ops_throw(env, ENOMEM, "could not attach an XDP program to interface %d", ifindex);
        return 0;
    }
    a->map = a->program = a->link = a->promiscuous = -1;
    const char *what = "make it promiscuous:";
    int error = make_promiscuous(a, ifindex);
    if (error == 0) {
        what = "attach an XDP program to it:";
        error = attach(a, ifindex, generic, fds, (*env)->GetArrayLength(env, sockets));
    }
    (*env)->ReleaseIntArrayElements(env, sockets, fds, JNI_ABORT);
    if (error < 0) {
        release(a);
        ops_throw(env, -error, "could not %s interface %d", what, ifindex);
        return 0;
    }
    return (jlong) (intptr_t) a;
}

JNIEXPORT void JNICALL Java_io_opsswitch_datapath_nativelib_XdpProgram_detach0(
        JNIEnv *env, jclass type, jlong handle) {
    (void) env;
    (void) type;
    release((struct attachment *) (intptr_t) handle);
}
