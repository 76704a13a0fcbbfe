/* SPDX-License-Identifier: Apache-2.0 */
/* Connections that a test has put in: dumping and deleting. Events of their end go to whoever asked for them. */
#include "request.h"

enum { GROUP_DESTROY = 3 };

static void describe(struct out *out, const struct connection *connection) {
    UCHAR zone[2] = {(UCHAR) (connection->zone >> 8), (UCHAR) connection->zone};
    out_attr(out, CTA_TUPLE_ORIG | 0x8000, connection->tuple, connection->length);
    out_attr(out, CTA_ZONE, zone, sizeof zone);
}

static void delete_one(struct connection *connection) {
    UCHAR bytes[HEADER_BYTES + TUPLE_BYTES + 64];
    connection->used = FALSE;
    for (int i = 0; i < MAX_HANDLES; i++) {
        struct handle *handle = &state.handles[i];
        if (handle->used && (handle->groups & 1u << GROUP_DESTROY) != 0) {
            struct out out = {.base = bytes, .room = sizeof bytes};
            struct header header = {.type = CT_DELETE, .pid = handle->pid, .command = 2};
            out_header(&out, &header);
            describe(&out, connection);
            if (queue_put(&handle->events, bytes, out_finish(&out, 0))) {
                pend_finish(&handle->event_pend, STATUS_SUCCESS);
            }
        }
    }
}

static int delete_wanted(struct request *request) {
    const struct attr *tuple = request->attrs.by_type[CTA_TUPLE_ORIG];
    const struct attr *zone = request->attrs.by_type[CTA_ZONE];
    BOOLEAN found = FALSE;
    for (int i = 0; i < MAX_CONNECTIONS; i++) {
        struct connection *connection = &state.connections[i];
        USHORT number = attr_has(zone, 2) ? (USHORT) (attr_data(zone)[0] << 8 | attr_data(zone)[1]) : 0;
        BOOLEAN same_zone = zone == NULL || number == connection->zone;
        BOOLEAN same_tuple = tuple == NULL
                || (attr_size(tuple) == connection->length
                        && memcmp(attr_data(tuple), connection->tuple, connection->length) == 0);
        if (connection->used && same_zone && same_tuple) {
            delete_one(connection);
            found = TRUE;
        }
    }
    return tuple != NULL && !found ? M_ENOENT : 0;
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
            reply_begin(request, NLM_MULTI, request->in.command, 0);
            describe(&request->out, connection);
            return reply_end(request);
        }
    }
    handle->dumping = FALSE;
    return 0;
}
