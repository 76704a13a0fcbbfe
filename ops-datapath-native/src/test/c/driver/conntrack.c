/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests about connections: dumping and deleting. Events of their begin and end go to whoever asked for them. Unlike
 * Linux, the driver is content when there was nothing to delete.
 */
#include "request.h"

enum { GROUP_DESTROY = 3 };

/* Network order, as all numbers of netfilter. */
static void out_be(struct out *out, USHORT type, ULONG64 value, ULONG length) {
    UCHAR bytes[8];
    for (ULONG i = 0; i < length; i++) {
        bytes[i] = (UCHAR) (value >> 8 * (length - 1 - i));
    }
    out_attr(out, type, bytes, length);
}

static void describe_tuple(struct out *out, USHORT type, const struct tuple *tuple) {
    ULONG whole = out_begin_nest(out, type | 0x8000);
    ULONG part = out_begin_nest(out, CTA_TUPLE_IP | 0x8000);
    out_attr(out, CTA_IP_V4_SRC, tuple->source, 4);
    out_attr(out, CTA_IP_V4_DST, tuple->destination, 4);
    out_end_nest(out, part);
    part = out_begin_nest(out, CTA_TUPLE_PROTO | 0x8000);
    out_attr(out, CTA_PROTO_NUM, &tuple->protocol, 1);
    out_attr(out, CTA_PROTO_SRC_PORT, tuple->source_port, 2);
    out_attr(out, CTA_PROTO_DST_PORT, tuple->destination_port, 2);
    out_end_nest(out, part);
    out_end_nest(out, whole);
}

static void describe(struct out *out, const struct connection *connection) {
    struct tuple reply = tuple_turned(&connection->original);
    describe_tuple(out, CTA_TUPLE_ORIG, &connection->original);
    describe_tuple(out, CTA_TUPLE_REPLY, &reply);
    for (USHORT way = 0; way < 2; way++) {
        ULONG nest = out_begin_nest(out, (USHORT) (CTA_COUNTERS_ORIG + way) | 0x8000);
        out_be(out, CTA_COUNTERS_PACKETS, connection->packets[way], 8);
        out_be(out, CTA_COUNTERS_BYTES, connection->bytes[way], 8);
        out_end_nest(out, nest);
    }
    if (connection->zone != 0) {
        out_be(out, CTA_ZONE, connection->zone, 2);
    }
    if (connection->mark != 0) {
        out_be(out, CTA_MARK, connection->mark, 4);
    }
    out_attr(out, CTA_LABELS, connection->labels, sizeof connection->labels);
    out_be(out, CTA_STATUS, 0, 4); /* the driver knows none */
    out_be(out, CTA_ID, (ULONG) (connection - state.connections) + 1, 4);
}

void connection_tell(const struct connection *connection, USHORT type, ULONG group) {
    UCHAR bytes[CONNECTION_MESSAGE_BYTES];
    for (int i = 0; i < MAX_HANDLES; i++) {
        struct handle *handle = &state.handles[i];
        if (handle->used && (handle->groups & 1u << group) != 0) {
            struct out out = {.base = bytes, .room = sizeof bytes};
            struct header header = {.type = type, .flags = NLM_CREATE, .pid = handle->pid, .command = FAMILY_INET};
            out_header(&out, &header);
            describe(&out, connection);
            ULONG length = out_finish(&out, 0);
            if (length != 0 && queue_put(&handle->events, bytes, length)) {
                pend_finish(&handle->event_pend, STATUS_SUCCESS);
            }
        }
    }
}

void connection_end(struct connection *connection) {
    connection->used = FALSE;
    connection_tell(connection, CT_DELETE, GROUP_DESTROY);
}

ULONG connections_in(LONG zone) {
    ULONG count = 0;
    for (int i = 0; i < MAX_CONNECTIONS; i++) {
        count += state.connections[i].used && state.connections[i].zone == zone ? 1 : 0;
    }
    return count;
}

/* What is missing counts as zero, as in the driver, which has no IPv6 here. */
static int read_tuple(const struct attr *nest, struct tuple *tuple) {
    struct attrs parts, addresses, protocol;
    memset(tuple, 0, sizeof *tuple);
    attrs_parse_nested(&parts, nest);
    if (parts.by_type[CTA_TUPLE_IP] == NULL || parts.by_type[CTA_TUPLE_PROTO] == NULL) {
        return M_EINVAL;
    }
    attrs_parse_nested(&addresses, parts.by_type[CTA_TUPLE_IP]);
    attrs_parse_nested(&protocol, parts.by_type[CTA_TUPLE_PROTO]);
    attr_copy(tuple->source, addresses.by_type[CTA_IP_V4_SRC], 4);
    attr_copy(tuple->destination, addresses.by_type[CTA_IP_V4_DST], 4);
    attr_copy(&tuple->protocol, protocol.by_type[CTA_PROTO_NUM], 1);
    attr_copy(tuple->source_port, protocol.by_type[CTA_PROTO_SRC_PORT], 2);
    attr_copy(tuple->destination_port, protocol.by_type[CTA_PROTO_DST_PORT], 2);
    return 0;
}

/* Zone 0 stands for all zones. */
static int delete_wanted(struct request *request) {
    const struct attr *wanted = request->attrs.by_type[CTA_TUPLE_ORIG];
    const struct attr *zone = request->attrs.by_type[CTA_ZONE];
    ULONG number = attr_has(zone, 2) ? attr_data(zone)[0] << 8 | attr_data(zone)[1] : 0;
    struct tuple tuple;
    if (wanted != NULL && read_tuple(wanted, &tuple) != 0) {
        return M_EINVAL;
    }
    for (int i = 0; i < MAX_CONNECTIONS; i++) {
        struct connection *connection = &state.connections[i];
        if (connection->used && (number == 0 || number == connection->zone)
                && (wanted == NULL || memcmp(&tuple, &connection->original, sizeof tuple) == 0)) {
            connection_end(connection);
        }
    }
    reply_begin(request, NLM_CREATE, 0, 0);
    return reply_end(request);
}

int conntrack_answer(struct request *request) {
    struct handle *handle = request->handle;
    if (request->how == TRANSACTED) {
        return delete_wanted(request);
    }
    if (request->how == WRITTEN) {
        memcpy(handle->dump_request, &request->in, HEADER_BYTES);
        handle->dumping = TRUE;
        handle->dump_at = 0;
        return 0;
    }
    while (handle->dump_at < MAX_CONNECTIONS) {
        const struct connection *connection = &state.connections[handle->dump_at++];
        if (connection->used) {
            request->in.type = CT_NEW;
            reply_begin(request, NLM_CREATE, FAMILY_INET, 0);
            describe(&request->out, connection);
            return reply_end(request);
        }
    }
    handle->dumping = FALSE;
    return 0;
}
