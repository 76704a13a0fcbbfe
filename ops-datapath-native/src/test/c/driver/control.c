/* SPDX-License-Identifier: Apache-2.0 */
/* The control family: who a handle is, what it subscribes to, and requests that are kept. */
#include "request.h"

static int keep(struct request *request, PIRP *place) {
    NTSTATUS status = pend_keep(request->irp, place);
    return status == STATUS_PENDING ? KEPT : OCCUPIED;
}

static int subscribe(struct request *request) {
    const struct attr *group = request->attrs.by_type[0];
    const struct attr *join = request->attrs.by_type[1];
    if (!attr_has(group, 4) || !attr_has(join, 1)) {
        return MALFORMED;
    }
    ULONG number = attr_u32(group);
    BOOLEAN ports = request->handle->protocol == GENERIC && number == VPORT_GROUP;
    BOOLEAN connections = request->handle->protocol == NETFILTER && number >= 1 && number <= 3;
    if (!ports && !connections) {
        return MALFORMED;
    }
    ULONG bit = ports ? 1 : 1u << number;
    request->handle->groups = *attr_data(join) ? request->handle->groups | bit : request->handle->groups & ~bit;
    return 0;
}

static int subscribe_packets(struct request *request) {
    const struct attr *wanted = request->attrs.by_type[2];
    const struct attr *pid = request->attrs.by_type[3];
    if (!attr_has(wanted, 1) || !attr_has(pid, 4) || attr_u32(pid) != request->handle->pid) {
        return MALFORMED;
    }
    request->handle->packets = *attr_data(wanted) != 0;
    return 0;
}

static int introduce(struct request *request) {
    const struct attr *protocol = request->attrs.by_type[0];
    const struct attr *pid = request->attrs.by_type[1];
    if (!attr_has(protocol, 4) || !attr_has(pid, 4) || attr_u32(pid) != request->handle->pid) {
        return M_EINVAL;
    }
    request->handle->protocol = attr_u32(protocol);
    reply_begin(request, NLM_MULTI, SOCK_PROP, 1);
    out_u32(&request->out, 1, request->handle->pid);
    out_u32(&request->out, 0, request->handle->protocol);
    return reply_end(request);
}

int control_answer(struct request *request) {
    struct handle *handle = request->handle;
    switch (request->in.command) {
    case PEND_EVENT: /* kept even if events are queued */
        return handle->groups == 0 ? MALFORMED : keep(request, &handle->event_pend);
    case PEND_PACKET:
        if (!handle->packets) {
            return MALFORMED;
        }
        if (handle->packet_pend == NULL && !IsListEmpty(&handle->upcalls)) {
            return 0;
        }
        return keep(request, &handle->packet_pend);
    case MC_SUBSCRIBE:
        return subscribe(request);
    case PACKET_SUBSCRIBE:
        return subscribe_packets(request);
    default:
        return introduce(request);
    }
}
