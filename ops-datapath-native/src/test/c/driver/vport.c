/* SPDX-License-Identifier: Apache-2.0 */
/* Ports: binding those of the Hyper-V switch, making tunnels, and telling of those that go. */
#include "request.h"

#define NO_PORT 65535

struct port *port_by_number(ULONG number) {
    for (int i = 0; i < MAX_PORTS; i++) {
        if (state.ports[i].used && state.ports[i].bound && state.ports[i].number == number) {
            return &state.ports[i];
        }
    }
    return NULL;
}

static BOOLEAN same(const char *a, const char *b) {
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    return *a == *b;
}

struct port *port_by_name(const char *name) {
    for (int i = 0; i < MAX_PORTS; i++) {
        if (state.ports[i].used && same(state.ports[i].name, name)) {
            return &state.ports[i];
        }
    }
    return NULL;
}

/* A name is short, ends with a zero byte and has no other. */
static const char *name_of(const struct attr *attr) {
    if (attr == NULL || attr_size(attr) < 2 || attr_size(attr) > NAME_BYTES) {
        return NULL;
    }
    const char *name = (const char *) attr_data(attr);
    for (ULONG i = 0; i < attr_size(attr) - 1; i++) {
        if (name[i] == '\0') {
            return NULL;
        }
    }
    return name[attr_size(attr) - 1] == '\0' ? name : NULL;
}

static ULONG name_bytes(const char *name) {
    ULONG n = 0;
    while (name[n++] != '\0') {
    }
    return n;
}

static int describe(struct request *request, const struct port *port) {
    reply_begin(request, NLM_MULTI, request->in.command, request->in.version);
    out_u32(&request->out, PORT_NO, port->number);
    out_u32(&request->out, PORT_TYPE, port->type);
    out_attr(&request->out, PORT_NAME, port->name, name_bytes(port->name));
    out_u32(&request->out, PORT_UPCALL_PID, port->upcall_pid);
    out_attr(&request->out, PORT_STATS, port->stats, sizeof port->stats);
    return reply_end(request);
}

static ULONG free_number(void) {
    for (ULONG n = 1; n < NO_PORT; n++) {
        if (port_by_number(n) == NULL) {
            return n;
        }
    }
    return NO_PORT;
}

static USHORT tunnel_port(ULONG type, const struct attr *options) {
    USHORT port = type == TYPE_VXLAN ? 4789 : type == TYPE_GENEVE ? 6081 : 0;
    if (options != NULL) {
        struct attrs inner;
        attrs_parse_nested(&inner, options);
        if (attr_has(inner.by_type[OPTION_DST_PORT], 2)) {
            memcpy(&port, attr_data(inner.by_type[OPTION_DST_PORT]), 2);
        }
    }
    return port;
}

static int make_tunnel(struct request *request, ULONG type, const char *name, struct port **made) {
    USHORT udp_port = tunnel_port(type, request->attrs.by_type[PORT_OPTIONS]);
    struct port *free_slot = NULL;
    for (int i = 0; i < MAX_PORTS; i++) {
        struct port *port = &state.ports[i];
        if (!port->used) {
            free_slot = free_slot == NULL ? port : free_slot;
        } else if (port->type >= TYPE_GRE && (port->type == TYPE_GRE) == (type == TYPE_GRE)
                && port->udp_port == udp_port) {
            return 0; /* the driver's way: agreement without a word */
        }
    }
    if (free_slot == NULL) {
        return M_ENOMEM;
    }
    free_slot->used = TRUE;
    free_slot->bound = FALSE;
    free_slot->type = type;
    free_slot->udp_port = udp_port;
    memset(free_slot->stats, 0, sizeof free_slot->stats);
    memcpy(free_slot->name, name, name_bytes(name));
    *made = free_slot;
    return 0;
}

static int make(struct request *request) {
    const struct attrs *attrs = &request->attrs;
    const char *name = name_of(attrs->by_type[PORT_NAME]);
    if (name == NULL || !attr_has(attrs->by_type[PORT_TYPE], 4) || !attr_has(attrs->by_type[PORT_UPCALL_PID], 4)) {
        return M_EINVAL;
    }
    ULONG type = attr_u32(attrs->by_type[PORT_TYPE]);
    struct port *port = port_by_name(name);
    if (port != NULL && port->bound) {
        return M_EEXIST;
    }
    if (type == TYPE_NETDEV || type == TYPE_INTERNAL) {
        if (port == NULL) {
            return M_EINVAL;
        }
    } else if (type < TYPE_GRE || type > TYPE_GENEVE) {
        return M_EINVAL;
    }
    ULONG number = attr_has(attrs->by_type[PORT_NO], 4) ? attr_u32(attrs->by_type[PORT_NO]) : free_number();
    if (port_by_number(number) != NULL) {
        return M_EEXIST;
    }
    if (type >= TYPE_GRE) {
        port = NULL;
        int error = make_tunnel(request, type, name, &port);
        if (port == NULL) {
            return error;
        }
    }
    port->number = number;
    port->type = type;
    port->upcall_pid = attr_u32(attrs->by_type[PORT_UPCALL_PID]);
    port->bound = TRUE;
    return describe(request, port);
}

static struct port *wanted(struct request *request) {
    const char *name = name_of(request->attrs.by_type[PORT_NAME]);
    if (name != NULL) {
        struct port *port = port_by_name(name);
        return port != NULL && port->bound ? port : NULL;
    }
    const struct attr *number = request->attrs.by_type[PORT_NO];
    return attr_has(number, 4) ? port_by_number(attr_u32(number)) : NULL;
}

static int set(struct request *request, struct port *port) {
    const struct attr *type = request->attrs.by_type[PORT_TYPE];
    if (request->attrs.by_type[PORT_OPTIONS] != NULL) {
        return M_NOTSUP;
    }
    if (attr_has(type, 4) && attr_u32(type) != port->type) {
        return M_EINVAL;
    }
    if (attr_has(request->attrs.by_type[PORT_UPCALL_PID], 4)) {
        port->upcall_pid = attr_u32(request->attrs.by_type[PORT_UPCALL_PID]);
    }
    return describe(request, port);
}

/* Unbinds a port; a tunnel is gone then, a port of the Hyper-V switch stays there. */
static int delete(struct request *request, struct port *port) {
    int error = describe(request, port);
    port->bound = FALSE;
    port->used = port->type < TYPE_GRE;
    return error;
}

/* The lowest number that the dump has not told yet. */
static int read_on(struct request *request) {
    struct port *next = NULL;
    for (int i = 0; i < MAX_PORTS; i++) {
        struct port *port = &state.ports[i];
        if (port->used && port->bound && port->number >= request->handle->dump_at
                && (next == NULL || port->number < next->number)) {
            next = port;
        }
    }
    if (next == NULL) {
        request->handle->dumping = FALSE;
        return 0;
    }
    request->handle->dump_at = next->number + 1;
    return describe(request, next);
}

int vport_answer(struct request *request) {
    if (request->how == WRITTEN) {
        memcpy(request->handle->dump_request, &request->in, HEADER_BYTES);
        request->handle->dumping = TRUE;
        request->handle->dump_at = 0;
        return 0;
    }
    if (request->how == READ_ON) {
        return read_on(request);
    }
    if (request->in.command == CMD_NEW) {
        return make(request);
    }
    struct port *port = wanted(request);
    if (port == NULL) {
        return M_ENODEV;
    }
    switch (request->in.command) {
    case CMD_SET:
        return set(request, port);
    case CMD_DEL:
        return delete (request, port);
    default:
        return describe(request, port);
    }
}

/* A port goes from the Hyper-V switch: the only thing that the driver tells of. */
void port_remove(struct port *port) {
    UCHAR bytes[256];
    for (int i = 0; i < MAX_HANDLES; i++) {
        struct handle *handle = &state.handles[i];
        if (handle->used && (handle->groups & 1) != 0 && port->bound) {
            struct out out = {.base = bytes, .room = sizeof bytes};
            struct header header = {.type = VPORT, .pid = handle->pid, .command = CMD_DEL, .version = 1};
            out_header(&out, &header);
            out_u32(&out, PORT_NO, port->number);
            out_u32(&out, PORT_TYPE, port->type);
            out_u32(&out, PORT_UPCALL_PID, port->upcall_pid);
            out_attr(&out, PORT_NAME, port->name, name_bytes(port->name));
            if (queue_put(&handle->events, bytes, out_finish(&out, 0))) {
                pend_finish(&handle->event_pend, STATUS_SUCCESS);
            }
        }
    }
    queue_clear(&port->output);
    port->used = FALSE;
    port->bound = FALSE;
}
