/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happens to frames: a flow's actions, or an upcall where there is none. Of the actions, output, userspace, VLAN
 * tags, setting Ethernet addresses, connection tracking and recirculation.
 */
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

static int set(const struct attr *action, UCHAR *frame) {
    struct attrs inner;
    attrs_parse_nested(&inner, action);
    const struct attr *ethernet = inner.by_type[KEY_ETHERNET];
    if (inner.by_type[KEY_TUNNEL] != NULL) {
        return 0; /* nobody is at the other end: the frame is given out without its outer header */
    }
    if (!attr_has(ethernet, 12)) {
        return M_NOTSUP;
    }
    memcpy(frame, attr_data(ethernet) + 6, 6); /* destination, which comes second in the key */
    memcpy(frame + 6, attr_data(ethernet), 6);
    return 0;
}

/* Changes the tag behind the addresses; `frame` has room for one more. */
static int vlan(const struct attr *action, UCHAR *frame, ULONG *length) {
    if (attr_type(action) == ACTION_PUSH_VLAN) {
        if (!attr_has(action, 4)) {
            return M_EINVAL;
        }
        memmove(frame + 16, frame + 12, *length - 12);
        memcpy(frame + 12, attr_data(action), 4);
        frame[14] &= 0xef; /* the bit that says that there is a tag is not of the tag */
        *length += 4;
    } else if (*length >= 18 && frame[12] == 0x81 && frame[13] == 0) {
        memmove(frame + 12, frame + 16, *length - 16);
        *length -= 4;
    }
    return 0;
}

#define TAGS 8
/* A frame that is recirculated more often is lost. */
#define DEEPEST 4

static void look_up(const struct meta *meta, const UCHAR *frame, ULONG length, ULONG depth);

static void hand_up(const struct attr *action, const struct meta *meta, const UCHAR *frame, ULONG length) {
    UCHAR key[KEY_BYTES];
    ULONG key_length = extract_key(meta, frame, length, key, sizeof key);
    struct attrs inner;
    attrs_parse_nested(&inner, action);
    upcall(attr_has(inner.by_type[USERSPACE_PID], 4) ? attr_u32(inner.by_type[USERSPACE_PID]) : 0, PACKET_ACTION, key,
            key_length, inner.by_type[USERSPACE_USERDATA], frame, length);
}

static void recirculate(const struct attr *action, const struct meta *meta, const UCHAR *frame, ULONG length,
        ULONG depth) {
    struct meta again = *meta;
    again.recirculation = attr_has(action, 4) ? attr_u32(action) : 0;
    if (depth < DEEPEST) {
        look_up(&again, frame, length, depth + 1);
    }
}

static int run(const UCHAR *actions, ULONG actions_length, struct meta *meta, UCHAR *frame, ULONG length, ULONG depth) {
    const UCHAR *end = actions + actions_length;
    ULONG most = length + 4 * TAGS;
    int error = 0;
    while (error == 0 && actions + sizeof(struct attr) <= end) {
        const struct attr *action = (const struct attr *) actions;
        switch (attr_type(action)) {
        case ACTION_OUTPUT:
            output(attr_has(action, 4) ? attr_u32(action) : 65535, frame, length);
            break;
        case ACTION_USERSPACE:
            hand_up(action, meta, frame, length);
            break;
        case ACTION_SET:
            error = set(action, frame);
            break;
        case ACTION_PUSH_VLAN:
        case ACTION_POP_VLAN:
            error = length + 4 > most ? M_ENOMEM : vlan(action, frame, &length);
            break;
        case ACTION_CT:
            error = track(action, meta, frame, length);
            break;
        case ACTION_RECIRC:
            recirculate(action, meta, frame, length, depth);
            break;
        default:
            error = M_NOTSUP;
            break;
        }
        actions = (const UCHAR *) attr_next(action);
    }
    return error;
}

static int execute(const UCHAR *actions, ULONG actions_length, const struct meta *meta, const UCHAR *frame,
        ULONG frame_length, ULONG depth) {
    struct meta changed = *meta;
    UCHAR *copy = ExAllocatePoolWithTag(NonPagedPool, frame_length + 4 * TAGS, TAG);
    if (copy == NULL) {
        return M_ENOMEM;
    }
    memcpy(copy, frame, frame_length);
    int error = run(actions, actions_length, &changed, copy, frame_length, depth);
    ExFreePoolWithTag(copy, TAG);
    return error;
}

static ULONG64 now(void) {
    LARGE_INTEGER frequency;
    ULONG64 count = (ULONG64) KeQueryPerformanceCounter(&frequency).QuadPart;
    return count / (ULONG64) frequency.QuadPart * 1000
            + count % (ULONG64) frequency.QuadPart * 1000 / (ULONG64) frequency.QuadPart;
}

static void look_up(const struct meta *meta, const UCHAR *frame, ULONG length, ULONG depth) {
    UCHAR key[KEY_BYTES];
    ULONG key_length = extract_key(meta, frame, length, key, sizeof key);
    struct flow *flow = flow_matching(key, key_length);
    if (flow == NULL) {
        const struct port *port = port_by_number(meta->in_port);
        state.missed++;
        upcall(port == NULL ? 0 : port->upcall_pid, PACKET_MISS, key, key_length, NULL, frame, length);
        return;
    }
    state.hit++;
    flow->packets++;
    flow->bytes += length;
    flow->last_used = now();
    execute(flow->actions, flow->actions_length, meta, frame, length, depth);
}

void port_receive(struct port *port, const UCHAR *frame, ULONG length) {
    struct meta meta = {.in_port = port->number};
    port->stats[RX_PACKETS]++;
    port->stats[RX_BYTES] += length;
    look_up(&meta, frame, length, 0);
}

BOOLEAN tunnel_receive(struct port *port, const UCHAR *tunnel, ULONG tunnel_length, const UCHAR *frame, ULONG length) {
    struct meta meta = {.in_port = port->number, .tunnel_length = tunnel_length};
    if (tunnel_length > TUNNEL_BYTES || !attrs_valid(tunnel, tunnel_length)) {
        return FALSE;
    }
    memcpy(meta.tunnel, tunnel, tunnel_length);
    port->stats[RX_PACKETS]++;
    port->stats[RX_BYTES] += length;
    look_up(&meta, frame, length, 0);
    return TRUE;
}

/* Of the key, what cannot be read from the frame. */
static struct meta given_meta(const struct attr *key) {
    struct meta meta = {.in_port = 65535};
    struct attrs given;
    attrs_parse_nested(&given, key);
    attr_copy(&meta.in_port, given.by_type[KEY_IN_PORT], sizeof meta.in_port);
    attr_copy(&meta.recirculation, given.by_type[KEY_RECIRC_ID], sizeof meta.recirculation);
    attr_copy(&meta.ct_state, given.by_type[KEY_CT_STATE], sizeof meta.ct_state);
    attr_copy(&meta.ct_zone, given.by_type[KEY_CT_ZONE], sizeof meta.ct_zone);
    attr_copy(&meta.ct_mark, given.by_type[KEY_CT_MARK], sizeof meta.ct_mark);
    attr_copy(meta.ct_labels, given.by_type[KEY_CT_LABELS], sizeof meta.ct_labels);
    attr_copy(meta.ct_tuple, given.by_type[KEY_CT_ORIG_TUPLE_IPV4], sizeof(struct tuple));
    const struct attr *tunnel = given.by_type[KEY_TUNNEL];
    if (tunnel != NULL && attr_size(tunnel) <= TUNNEL_BYTES) {
        meta.tunnel_length = attr_size(tunnel);
        memcpy(meta.tunnel, attr_data(tunnel), meta.tunnel_length);
    }
    return meta;
}

int packet_answer(struct request *request) {
    const struct attr *frame = request->attrs.by_type[PKT_PACKET];
    const struct attr *key = request->attrs.by_type[PKT_KEY];
    const struct attr *actions = request->attrs.by_type[PKT_ACTIONS];
    if (frame == NULL || key == NULL || actions == NULL || attr_size(frame) < 14
            || !attrs_valid(attr_data(key), attr_size(key)) || !attrs_valid(attr_data(actions), attr_size(actions))) {
        return M_EINVAL;
    }
    struct meta meta = given_meta(key);
    int error = execute(attr_data(actions), attr_size(actions), &meta, attr_data(frame), attr_size(frame), 0);
    if (error != 0) {
        return error;
    }
    reply_begin(request, 0, request->in.command, 1);
    return reply_end(request);
}
