/* SPDX-License-Identifier: Apache-2.0 */
/* What the driver remembers. Everything is protected by one lock, which dispatch.c takes around each request. */
#ifndef STANDIN_STATE_H
#define STANDIN_STATE_H

#include "contract.h"

#include <ntddk.h>

#define MAX_PORTS 64
#define MAX_FLOWS 512
#define MAX_METERS 32
#define MAX_LIMITS 16
#define MAX_CONNECTIONS 16
#define KEY_BYTES 512
#define ACTION_BYTES 1024
#define NAME_BYTES 16
#define TUNNEL_BYTES 128

/* A queued event, upcall or frame. */
struct item {
    LIST_ENTRY link;
    ULONG length;
    UCHAR bytes[];
};

struct handle {
    BOOLEAN used;
    ULONG pid;
    ULONG protocol; /* 0 until told */
    BOOLEAN dumping;
    UCHAR dump_request[HEADER_BYTES];
    ULONG dump_at;
    ULONG groups; /* bit 0: ports; bits 1 to 3: connections */
    BOOLEAN packets;
    LIST_ENTRY events;
    LIST_ENTRY upcalls;
    PIRP event_pend;
    PIRP packet_pend;
};

/* A port of the Hyper-V switch, or a tunnel; bound when it has a number. */
struct port {
    BOOLEAN used;
    BOOLEAN bound;
    ULONG number;
    ULONG type;
    char name[NAME_BYTES];
    ULONG upcall_pid;
    USHORT udp_port;
    ULONG64 stats[8]; /* received and sent packets, bytes, errors, drops */
    LIST_ENTRY output;
};

struct flow {
    BOOLEAN used;
    ULONG key_length;
    UCHAR key[KEY_BYTES];
    ULONG actions_length;
    UCHAR actions[ACTION_BYTES];
    ULONG64 packets;
    ULONG64 bytes;
    ULONG64 last_used; /* milliseconds since the system started; 0 never */
};

struct meter {
    BOOLEAN used;
    ULONG id;
    BOOLEAN kbps;
    ULONG bands;
    ULONG type, rate, burst;
    ULONG64 packets, bytes;
};

struct limit {
    BOOLEAN used;
    LONG zone;
    ULONG limit;
};

/* One direction of a connection, in network order; laid out as the key's original tuple. No gaps: compared as bytes. */
struct tuple {
    UCHAR source[4];
    UCHAR destination[4];
    UCHAR source_port[2];
    UCHAR destination_port[2];
    UCHAR protocol;
};

struct connection {
    BOOLEAN used;
    BOOLEAN repeated; /* a second packet came before any of the other direction */
    BOOLEAN answered;
    USHORT zone;
    struct tuple original;
    ULONG mark;
    UCHAR labels[16];
    ULONG64 packets[2], bytes[2]; /* of the original direction and of the other */
};

struct state {
    KSPIN_LOCK lock;
    BOOLEAN disabled;
    ULONG last_pid;
    ULONG64 hit, missed, lost;
    struct handle handles[MAX_HANDLES];
    struct port ports[MAX_PORTS];
    struct flow flows[MAX_FLOWS];
    struct meter meters[MAX_METERS];
    struct limit limits[MAX_LIMITS];
    struct connection connections[MAX_CONNECTIONS];
    /* Kept requests that are to be completed as soon as the lock is free; their status is in them. */
    PIRP finished[2 * MAX_HANDLES];
    ULONG finished_count;
};

extern struct state state;

/* handles.c */
NTSTATUS handle_open(PFILE_OBJECT file);
void handle_cleanup(struct handle *handle);
void handle_close(PFILE_OBJECT file);
struct handle *handle_by_pid(ULONG pid);
ULONG handle_count(void);

/* queue.c */
BOOLEAN queue_put(LIST_ENTRY *queue, const void *bytes, ULONG length);
ULONG queue_take(LIST_ENTRY *queue, void *to, ULONG room);
void queue_clear(LIST_ENTRY *queue);

/* pend.c */
NTSTATUS pend_keep(PIRP irp, PIRP *place);
void pend_finish(PIRP *place, NTSTATUS status);

#endif
