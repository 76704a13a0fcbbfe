/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What only tests do: an ioctl of its own, which works also while the extension is "not enabled". In: operation and
 * argument, 32 bits each, then bytes. Anything else than success means that the test asked for something impossible.
 */
#include "request.h"

enum hook_operation {
    ADD_NIC = 1, /* bytes: name */
    REMOVE_NIC = 2, /* argument: port number */
    INJECT = 3, /* argument: port number; bytes: frame */
    TAKE_OUTPUT = 4, /* argument: port number; out: the next frame, no bytes if none */
    ENABLE = 5, /* argument: 0 or 1 */
    COUNT_HANDLES = 6, /* out: 32 bits */
    RESET = 7,
    INJECT_TUNNEL = 8 /* argument: port number; bytes: 32 bits of length, so many of a key's tunnel attributes, frame */
};

/* The switch is gone, and with it its flows, meters and tunnels; its own ports come back unbound. */
static void state_detach(void) {
    for (int i = 0; i < MAX_PORTS; i++) {
        struct port *port = &state.ports[i];
        queue_clear(&port->output);
        port->bound = FALSE;
        port->used = port->used && port->type < TYPE_GRE;
    }
    for (int i = 0; i < MAX_FLOWS; i++) {
        state.flows[i].used = FALSE;
    }
    for (int i = 0; i < MAX_METERS; i++) {
        state.meters[i].used = FALSE;
    }
}

void state_reset(void) {
    state_detach();
    for (int i = 0; i < MAX_PORTS; i++) {
        state.ports[i].used = FALSE;
    }
    for (int i = 0; i < MAX_LIMITS; i++) {
        state.limits[i].used = FALSE;
    }
    for (int i = 0; i < MAX_CONNECTIONS; i++) {
        state.connections[i].used = FALSE;
    }
    state.disabled = FALSE;
    state.hit = state.missed = state.lost = 0;
}

static NTSTATUS add_nic(const UCHAR *name, ULONG length) {
    for (int i = 0; i < MAX_PORTS && length < NAME_BYTES; i++) {
        struct port *port = &state.ports[i];
        if (!port->used) {
            memset(port, 0, sizeof *port);
            InitializeListHead(&port->output);
            memcpy(port->name, name, length);
            port->type = TYPE_NETDEV;
            port->used = TRUE;
            return STATUS_SUCCESS;
        }
    }
    return STATUS_INSUFFICIENT_RESOURCES;
}

static NTSTATUS inject_tunnel(struct port *port, const UCHAR *bytes, ULONG length) {
    ULONG header;
    if (length < sizeof header + 14) {
        return STATUS_INVALID_PARAMETER;
    }
    memcpy(&header, bytes, sizeof header);
    bytes += sizeof header;
    length -= sizeof header;
    if (header > length - 14 || !tunnel_receive(port, bytes, header, bytes + header, length - header)) {
        return STATUS_INVALID_PARAMETER;
    }
    return STATUS_SUCCESS;
}

NTSTATUS hook(const UCHAR *in, ULONG in_length, UCHAR *out, ULONG out_length, ULONG *written) {
    ULONG words[2];
    if (in_length < sizeof words) {
        return STATUS_INVALID_PARAMETER;
    }
    memcpy(words, in, sizeof words);
    const UCHAR *bytes = in + sizeof words;
    ULONG length = in_length - sizeof words;
    struct port *port = port_by_number(words[1]);
    switch (words[0]) {
    case ADD_NIC:
        return add_nic(bytes, length);
    case REMOVE_NIC:
        if (port == NULL) {
            return STATUS_INVALID_PARAMETER;
        }
        port_remove(port);
        return STATUS_SUCCESS;
    case INJECT:
        if (port == NULL || length < 14) {
            return STATUS_INVALID_PARAMETER;
        }
        port_receive(port, bytes, length);
        return STATUS_SUCCESS;
    case INJECT_TUNNEL:
        return port == NULL ? STATUS_INVALID_PARAMETER : inject_tunnel(port, bytes, length);
    case TAKE_OUTPUT:
        if (port == NULL) {
            return STATUS_INVALID_PARAMETER;
        }
        *written = queue_take(&port->output, out, out_length);
        return STATUS_SUCCESS;
    case ENABLE:
        state.disabled = words[1] == 0;
        if (state.disabled) {
            state_detach();
        }
        return STATUS_SUCCESS;
    case COUNT_HANDLES:
        if (out_length < sizeof words[0]) {
            return STATUS_INVALID_PARAMETER;
        }
        words[0] = handle_count();
        memcpy(out, words, sizeof words[0]);
        *written = sizeof words[0];
        return STATUS_SUCCESS;
    case RESET:
        state_reset();
        return STATUS_SUCCESS;
    default:
        return STATUS_INVALID_PARAMETER;
    }
}
