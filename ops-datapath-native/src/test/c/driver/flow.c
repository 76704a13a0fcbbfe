/* SPDX-License-Identifier: Apache-2.0 */
/* The flow table: exact keys, masks and flow identifiers are not looked at. */
#include "request.h"

static void describe(struct out *out, const struct flow *flow, BOOLEAN whole) {
    ULONG64 stats[2] = {flow->packets, flow->bytes};
    out_attr(out, FLOW_KEY | 0x8000, flow->key, flow->key_length);
    out_attr(out, FLOW_STATS, stats, sizeof stats);
    if (whole && flow->last_used != 0) {
        out_attr(out, FLOW_USED, &flow->last_used, sizeof flow->last_used);
    }
    if (whole) {
        out_attr(out, FLOW_ACTIONS | 0x8000, flow->actions, flow->actions_length);
    }
}

static int reply_flow(struct request *request, const struct flow *flow, BOOLEAN whole) {
    reply_begin(request, 0, request->in.command, 1);
    describe(&request->out, flow, whole);
    return reply_end(request);
}

static int flush(struct request *request) {
    for (int i = 0; i < MAX_FLOWS; i++) {
        state.flows[i].used = FALSE;
    }
    reply_begin(request, 0, request->in.command, 1);
    return reply_end(request);
}

static int put_actions(struct flow *flow, const struct attr *actions) {
    if (actions == NULL) {
        return 0;
    }
    if (attr_size(actions) > ACTION_BYTES) {
        return M_ENOMEM;
    }
    flow->actions_length = attr_size(actions);
    memcpy(flow->actions, attr_data(actions), flow->actions_length);
    return 0;
}

static int make(struct request *request, const struct attr *key) {
    for (int i = 0; i < MAX_FLOWS; i++) {
        struct flow *flow = &state.flows[i];
        if (!flow->used) {
            memset(flow, 0, sizeof *flow);
            flow->key_length = attr_size(key);
            memcpy(flow->key, attr_data(key), flow->key_length);
            int error = put_actions(flow, request->attrs.by_type[FLOW_ACTIONS]);
            flow->used = error == 0;
            return error != 0 ? error : reply_flow(request, flow, FALSE);
        }
    }
    return M_ENOENT; /* whatever the reason, the driver says so */
}

static int set(struct request *request, struct flow *flow) {
    int error = put_actions(flow, request->attrs.by_type[FLOW_ACTIONS]);
    if (request->attrs.by_type[FLOW_CLEAR] != NULL) {
        flow->packets = 0;
        flow->bytes = 0;
        flow->last_used = 0;
    }
    return error != 0 ? error : reply_flow(request, flow, FALSE);
}

/* Packs as many flows as fit; what ends a dump has a header only. */
static int read_on(struct request *request) {
    struct handle *handle = request->handle;
    struct out *out = &request->out;
    struct header header = request->in;
    header.flags = NLM_MULTI;
    header.version = 1;
    while (handle->dump_at < MAX_FLOWS) {
        const struct flow *flow = &state.flows[handle->dump_at];
        if (flow->used) {
            ULONG begin = out->size;
            out_header(out, &header);
            describe(out, flow, TRUE);
            if (out_finish(out, begin) == 0) {
                request->reply = begin;
                return begin == 0 ? M_ENOMEM : 0;
            }
        }
        handle->dump_at++;
    }
    if (out->room - out->size >= 16) {
        header.length = 16;
        header.type = NL_DONE;
        memcpy(out->base + out->size, &header, 16);
        out->size += 16;
        handle->dumping = FALSE;
    }
    request->reply = out->size;
    return 0;
}

int flow_answer(struct request *request) {
    if (request->how == WRITTEN) {
        memcpy(request->handle->dump_request, &request->in, HEADER_BYTES);
        request->handle->dumping = TRUE;
        request->handle->dump_at = 0;
        return 0;
    }
    if (request->how == READ_ON) {
        return read_on(request);
    }
    if (request->in.command == CMD_DEL && request->list_length == 0) {
        return flush(request);
    }
    const struct attr *key = request->attrs.by_type[FLOW_KEY];
    if (key == NULL || attr_size(key) > KEY_BYTES || !attrs_valid(attr_data(key), attr_size(key))) {
        return M_EINVAL;
    }
    if (request->attrs.by_type[FLOW_PROBE] != NULL) {
        struct flow none = {.key_length = attr_size(key)};
        memcpy(none.key, attr_data(key), none.key_length);
        return reply_flow(request, &none, FALSE);
    }
    struct flow *flow = flow_matching(attr_data(key), attr_size(key));
    if (request->in.command == CMD_NEW) {
        return flow != NULL ? M_EEXIST : make(request, key);
    }
    if (flow == NULL) {
        return M_ENOENT;
    }
    switch (request->in.command) {
    case CMD_SET:
        return set(request, flow);
    case CMD_DEL:
        flow->used = FALSE;
        return reply_flow(request, flow, FALSE);
    default:
        return reply_flow(request, flow, TRUE);
    }
}
