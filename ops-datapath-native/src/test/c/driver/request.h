/* SPDX-License-Identifier: Apache-2.0 */
/* One request to a family, and the functions that answer it. */
#ifndef STANDIN_REQUEST_H
#define STANDIN_REQUEST_H

#include "message.h"
#include "state.h"

/* How a request came. */
enum how { TRANSACTED = 1, WRITTEN = 2, READ_ON = 4 };

struct request {
    enum how how;
    PIRP irp;
    struct handle *handle;
    struct header in; /* when READ_ON: what the dump was started with */
    const UCHAR *list; /* attributes */
    ULONG list_length;
    struct attrs attrs;
    struct out out;
    ULONG reply; /* bytes of the answer */
};

/* Other results of an answer than 0 or a positive error number. */
enum { KEPT = -1, OCCUPIED = -2, MALFORMED = -3 };

typedef int answer(struct request *request);

answer control_answer, datapath_answer, vport_answer, flow_answer, packet_answer, netdev_answer, limit_answer,
        meter_answer, conntrack_answer;

/* Begin a reply with the request's type, sequence number and sender. */
void reply_begin(struct request *request, USHORT flags, UCHAR command, UCHAR version);
int reply_end(struct request *request);

/* vport.c */
struct port *port_by_number(ULONG number);
struct port *port_by_name(const char *name);
void port_remove(struct port *port);

/* flow.c, match.c */
struct flow *flow_matching(const UCHAR *key, ULONG length);

/* What is known of a frame besides its bytes; numbers in the host's order, the tuple as in the key. */
struct meta {
    ULONG in_port;
    ULONG recirculation;
    ULONG ct_state;
    ULONG ct_mark;
    USHORT ct_zone;
    UCHAR ct_labels[16];
    UCHAR ct_tuple[16];
    /* The outer header that a frame came with: attributes. */
    ULONG tunnel_length;
    UCHAR tunnel[TUNNEL_BYTES];
};

/* execute.c */
void upcall(ULONG pid, UCHAR command, const UCHAR *key, ULONG key_length, const struct attr *userdata,
        const UCHAR *frame, ULONG frame_length);
void port_receive(struct port *port, const UCHAR *frame, ULONG length);
/* The same for a frame that comes with an outer header, which is given as a key's tunnel attributes; FALSE if it is too long. */
BOOLEAN tunnel_receive(struct port *port, const UCHAR *tunnel, ULONG tunnel_length, const UCHAR *frame, ULONG length);

/* extract.c: write the key of a frame as a list of attributes, return its length. */
ULONG extract_key(const struct meta *meta, const UCHAR *frame, ULONG length, UCHAR *to, ULONG room);

/* track.c: look a frame's connection up, make it if that is wanted, and put down what is known of it. */
int track(const struct attr *action, struct meta *meta, const UCHAR *frame, ULONG length);
struct tuple tuple_turned(const struct tuple *tuple);

/* conntrack.c */
void connection_tell(const struct connection *connection, USHORT type, ULONG group);
void connection_end(struct connection *connection);
ULONG connections_in(LONG zone);

/* limit.c: 0 for none. */
ULONG limit_of(LONG zone);

/* hooks.c */
NTSTATUS hook(const UCHAR *in, ULONG in_length, UCHAR *out, ULONG out_length, ULONG *written);
void state_reset(void);

#endif
