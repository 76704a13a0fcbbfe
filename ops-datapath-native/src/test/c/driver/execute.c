/* SPDX-License-Identifier: Apache-2.0 */
/* What happens to frames: a flow's actions, or an upcall where there is none. Of the actions, output and userspace. */
#include "request.h"

#define MESSAGE_BYTES 65536
#define TAG 'pkvo'

enum { RX_PACKETS = 0, TX_PACKETS = 1, RX_BYTES = 2, TX_BYTES = 3 };

void upcall(ULONG pid, UCHAR command, const UCHAR *key, ULONG key_length, const struct attr *userdata,
        const UCHAR *frame, ULONG frame_length) {
    struct handle *handle = pid == 0 ? NULL : handle_by_pid(pid);
    ULONG room = HEADER_BYTES + 64 + key_length + (userdata == NULL ? 0 : userdata->length) + frame_length;
    UCHAR *bytes = room > MESSAGE_BYTES ? NULL : ExAllocatePoolWithTag(NonPagedPool, room, TAG);
    if (handle == NULL || !handle->packets || bytes == NULL) {
        state.lost++; /* silently: the contract has no way to tell */
    } else {
        struct out out = {.base = bytes, .room = room};
        struct header header = {.type = PACKET, .pid = pid, .command = command, .version = 1};
        out_header(&out, &header);
        out_attr(&out, PKT_KEY | 0x8000, key, key_length);
        if (userdata != NULL) {
            out_attr(&out, PKT_USERDATA, attr_data(userdata), attr_size(userdata));
        }
        out_attr(&out, PKT_PACKET, frame, frame_length);
        if (queue_put(&handle->upcalls, bytes, out_finish(&out, 0))) {
            pend_finish(&handle->packet_pend, STATUS_SUCCESS);
        }
    }
    if (bytes != NULL) {
        ExFreePoolWithTag(bytes, TAG);
    }
}

static void output(ULONG number, const UCHAR *frame, ULONG length) {
    struct port *port = port_by_number(number);
    if (port != NULL && queue_put(&port->output, frame, length)) {
        port->stats[TX_PACKETS]++;
        port->stats[TX_BYTES] += length;
    }
}

int execute(const UCHAR *actions, ULONG actions_length, const UCHAR *key, ULONG key_length, const UCHAR *frame,
        ULONG frame_length) {
    const UCHAR *end = actions + actions_length;
    while (actions + sizeof(struct attr) <= end) {
        const struct attr *action = (const struct attr *) actions;
        if (attr_type(action) == ACTION_OUTPUT && attr_has(action, 4)) {
            output(attr_u32(action), frame, frame_length);
        } else if (attr_type(action) == ACTION_USERSPACE) {
            struct attrs inner;
            attrs_parse_nested(&inner, action);
            ULONG pid = attr_has(inner.by_type[USERSPACE_PID], 4) ? attr_u32(inner.by_type[USERSPACE_PID]) : 0;
            upcall(pid, PACKET_ACTION, key, key_length, inner.by_type[USERSPACE_USERDATA], frame, frame_length);
        } else {
            return M_NOTSUP;
        }
        actions = (const UCHAR *) attr_next(action);
    }
    return 0;
}

void port_receive(struct port *port, const UCHAR *frame, ULONG length) {
    UCHAR key[KEY_BYTES];
    ULONG key_length = extract_key(port->number, frame, length, key, sizeof key);
    port->stats[RX_PACKETS]++;
    port->stats[RX_BYTES] += length;
    struct flow *flow = flow_matching(key, key_length);
    if (flow == NULL) {
        state.missed++;
        upcall(port->upcall_pid, PACKET_MISS, key, key_length, NULL, frame, length);
        return;
    }
    state.hit++;
    flow->packets++;
    flow->bytes += length;
    execute(flow->actions, flow->actions_length, key, key_length, frame, length);
}

int packet_answer(struct request *request) {
    const struct attr *frame = request->attrs.by_type[PKT_PACKET];
    const struct attr *key = request->attrs.by_type[PKT_KEY];
    const struct attr *actions = request->attrs.by_type[PKT_ACTIONS];
    if (frame == NULL || key == NULL || actions == NULL || attr_size(frame) < 14
            || !attrs_valid(attr_data(key), attr_size(key)) || !attrs_valid(attr_data(actions), attr_size(actions))) {
        return M_EINVAL;
    }
    int error = execute(attr_data(actions), attr_size(actions), attr_data(key), attr_size(key), attr_data(frame),
            attr_size(frame));
    if (error != 0) {
        return error;
    }
    reply_begin(request, 0, request->in.command, 1);
    return reply_end(request);
}
