/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The program that gives the frames of one receive queue to an AF_XDP socket, and its attachment to a device, by bpf(2)
 * alone. What is attached goes with the last descriptor of its link, however the process ends.
 */
#include "xdp.h"

#include <errno.h>
#include <linux/bpf.h>
#include <linux/if_link.h>
#include <stdint.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int bpf(int command, union bpf_attr *attributes) {
    int result = (int) syscall(SYS_bpf, command, attributes, sizeof *attributes);
    /* Descriptors of bpf(2) are closed on exec. */
    return result < 0 ? -errno : result;
}

int ops_xdp_map(int queues) {
    union bpf_attr a;
    memset(&a, 0, sizeof a);
    a.map_type = BPF_MAP_TYPE_XSKMAP;
    a.key_size = sizeof(uint32_t);
    a.value_size = sizeof(uint32_t);
    a.max_entries = (uint32_t) queues;
    return bpf(BPF_MAP_CREATE, &a);
}

int ops_xdp_map_put(int map, int queue, int socket) {
    union bpf_attr a;
    uint32_t key = (uint32_t) queue;
    uint32_t value = (uint32_t) socket;
    memset(&a, 0, sizeof a);
    a.map_fd = (uint32_t) map;
    a.key = (uint64_t) (uintptr_t) &key;
    a.value = (uint64_t) (uintptr_t) &value;
    return bpf(BPF_MAP_UPDATE_ELEM, &a);
}

int ops_xdp_program(int map) {
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

int ops_xdp_link(int program, int ifindex, int generic) {
    union bpf_attr a;
    memset(&a, 0, sizeof a);
    a.link_create.prog_fd = (uint32_t) program;
    a.link_create.target_ifindex = (uint32_t) ifindex;
    a.link_create.attach_type = BPF_XDP;
    a.link_create.flags = generic ? XDP_FLAGS_SKB_MODE : XDP_FLAGS_DRV_MODE;
    return bpf(BPF_LINK_CREATE, &a);
}
