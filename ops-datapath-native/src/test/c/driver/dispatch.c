/* SPDX-License-Identifier: Apache-2.0 */
/* From a device control code to the family that answers, with all checks of the contract on the way. */
#include "request.h"

struct command {
    USHORT family;
    UCHAR command;
    UCHAR version;
    UCHAR how; /* allowed ways */
    BOOLEAN checks_datapath;
    answer *answer;
};

#define DUMPED (WRITTEN | READ_ON)

static const struct command commands[] = {
    {CONTROL, PEND_EVENT, 1, WRITTEN, TRUE, control_answer},
    {CONTROL, PEND_PACKET, 1, WRITTEN, TRUE, control_answer},
    {CONTROL, MC_SUBSCRIBE, 1, WRITTEN, TRUE, control_answer},
    {CONTROL, PACKET_SUBSCRIBE, 1, WRITTEN, TRUE, control_answer},
    {CONTROL, SOCK_PROP, 1, TRANSACTED, FALSE, control_answer},
    {DATAPATH, CMD_NEW, 2, TRANSACTED, FALSE, datapath_answer},
    {DATAPATH, CMD_GET, 2, TRANSACTED | DUMPED, FALSE, datapath_answer},
    {DATAPATH, CMD_SET, 2, TRANSACTED | DUMPED, TRUE, datapath_answer},
    {PACKET, PACKET_EXECUTE, 1, TRANSACTED, TRUE, packet_answer},
    {VPORT, CMD_NEW, 1, TRANSACTED, TRUE, vport_answer},
    {VPORT, CMD_DEL, 1, TRANSACTED, TRUE, vport_answer},
    {VPORT, CMD_GET, 1, TRANSACTED | DUMPED, TRUE, vport_answer},
    {VPORT, CMD_SET, 1, TRANSACTED, TRUE, vport_answer},
    {FLOW, CMD_NEW, 1, TRANSACTED, TRUE, flow_answer},
    {FLOW, CMD_DEL, 1, TRANSACTED, TRUE, flow_answer},
    {FLOW, CMD_GET, 1, TRANSACTED | DUMPED, TRUE, flow_answer},
    {FLOW, CMD_SET, 1, TRANSACTED, TRUE, flow_answer},
    {NETDEV, 1, 1, TRANSACTED, FALSE, netdev_answer},
    {CT_LIMIT, LIMIT_SET, 1, TRANSACTED, FALSE, limit_answer},
    {CT_LIMIT, LIMIT_DEL, 1, TRANSACTED, FALSE, limit_answer},
    {CT_LIMIT, LIMIT_GET, 1, TRANSACTED, FALSE, limit_answer},
    {METER, METER_FEATURES, 1, TRANSACTED | DUMPED, FALSE, meter_answer},
    {METER, METER_SET, 1, TRANSACTED | DUMPED, FALSE, meter_answer},
    {METER, METER_DEL, 1, TRANSACTED | DUMPED, FALSE, meter_answer},
    {METER, METER_GET, 1, TRANSACTED | DUMPED, FALSE, meter_answer},
};

static const struct command conntrack_get = {CT_GET, 0, 0, DUMPED, FALSE, conntrack_answer};
static const struct command conntrack_delete = {CT_DELETE, 0, 0, TRANSACTED, FALSE, conntrack_answer};

static const struct command *find(const struct header *in) {
    if (in->type == CT_GET || in->type == CT_DELETE) {
        return in->type == CT_GET ? &conntrack_get : &conntrack_delete;
    }
    for (ULONG i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (commands[i].family == in->type && commands[i].command == in->command) {
            return &commands[i];
        }
    }
    return NULL;
}

void reply_begin(struct request *request, USHORT flags, UCHAR command, UCHAR version) {
    struct header header = request->in;
    header.flags = flags;
    header.command = command;
    header.version = version;
    header.reserved = 0;
    header.datapath = 0;
    request->out.size = 0;
    out_header(&request->out, &header);
}

int reply_end(struct request *request) {
    request->reply = out_finish(&request->out, 0);
    return request->reply == 0 ? M_ENOMEM : 0;
}

static void error_reply(struct request *request, int error) {
    UCHAR *to = request->out.base;
    struct header header = request->in;
    ULONG length = ERROR_MESSAGE_BYTES;
    LONG negative = -error;
    memcpy(to + 20, &header, 16); /* the request's own header */
    memcpy(to, &header, 16);
    memcpy(to, &length, 4);
    to[4] = NL_ERROR;
    to[5] = to[6] = to[7] = 0;
    memcpy(to + 16, &negative, 4);
    request->reply = length;
}

/* Checks a request that came from outside. */
static BOOLEAN acceptable(const struct request *request, const struct command *command) {
    const struct header *in = &request->in;
    if (command == NULL || (command->how & request->how) == 0) {
        return FALSE;
    }
    if (command->answer == conntrack_answer) {
        return in->version == 0; /* of netfilter; nobody asks who sends it */
    }
    return in->version >= command->version && (!command->checks_datapath || in->datapath == 0)
            && in->pid == request->handle->pid && attrs_valid(request->list, request->list_length);
}

static NTSTATUS answer_request(struct request *request) {
    const struct command *command = find(&request->in);
    if (request->how == READ_ON ? command == NULL : !acceptable(request, command)) {
        return STATUS_INVALID_PARAMETER;
    }
    int result = command->answer(request);
    switch (result) {
    case 0:
        return STATUS_SUCCESS;
    case KEPT:
        return STATUS_PENDING;
    case OCCUPIED:
        return STATUS_DEVICE_BUSY;
    case MALFORMED:
        return STATUS_INVALID_PARAMETER;
    default:
        if (request->how == WRITTEN) {
            return STATUS_INVALID_PARAMETER;
        }
        error_reply(request, result);
        return STATUS_SUCCESS;
    }
}

static NTSTATUS message_in(struct request *request, const UCHAR *in, ULONG length) {
    memcpy(&request->in, in, HEADER_BYTES);
    if (request->in.length > length || request->in.length < HEADER_BYTES) {
        return STATUS_INVALID_PARAMETER;
    }
    request->list = in + HEADER_BYTES;
    request->list_length = request->in.length - HEADER_BYTES;
    attrs_parse(&request->attrs, request->list, request->list_length);
    return answer_request(request);
}

static NTSTATUS run(ULONG code, struct request *request, const UCHAR *in, ULONG in_length) {
    struct handle *handle = request->handle;
    switch (code) {
    case IOCTL_GET_PID:
        memcpy(request->out.base, &handle->pid, 4);
        request->reply = 4;
        return STATUS_SUCCESS;
    case IOCTL_TRANSACT:
        request->how = TRANSACTED;
        return message_in(request, in, in_length);
    case IOCTL_WRITE:
        request->how = WRITTEN;
        return message_in(request, in, in_length);
    case IOCTL_READ_EVENT:
        /* The real one reads through a null pointer where nothing was subscribed; this one says so. */
        if (handle->groups == 0) {
            return STATUS_INVALID_DEVICE_STATE;
        }
        request->reply = queue_take(&handle->events, request->out.base, request->out.room);
        return STATUS_SUCCESS;
    case IOCTL_READ_PACKET:
        if (!handle->packets) {
            return STATUS_INVALID_DEVICE_STATE;
        }
        request->reply = queue_take(&handle->upcalls, request->out.base, request->out.room);
        return STATUS_SUCCESS;
    default: /* IOCTL_READ */
        if (!handle->dumping) {
            return STATUS_SUCCESS;
        }
        request->how = READ_ON;
        memcpy(&request->in, handle->dump_request, HEADER_BYTES);
        return answer_request(request);
    }
}

#define STATUS_NDIS_INVALID_LENGTH_ ((NTSTATUS) 0xC0230014)

/* Looks at the buffers, before the message. */
static NTSTATUS check_buffers(ULONG code, ULONG in_length, ULONG out_length) {
    switch (code) {
    case IOCTL_GET_PID:
        return out_length < 4 ? STATUS_NDIS_INVALID_LENGTH_ : STATUS_SUCCESS;
    case IOCTL_WRITE:
        return in_length < HEADER_BYTES ? STATUS_NDIS_INVALID_LENGTH_ : STATUS_SUCCESS;
    case IOCTL_TRANSACT:
        return in_length < HEADER_BYTES || out_length < ERROR_MESSAGE_BYTES ? STATUS_NDIS_INVALID_LENGTH_
                                                                           : STATUS_SUCCESS;
    case IOCTL_READ_PACKET:
        return out_length < READ_PACKET_BYTES ? STATUS_NDIS_INVALID_LENGTH_ : STATUS_SUCCESS;
    case IOCTL_READ:
    case IOCTL_READ_EVENT:
        return out_length < ERROR_MESSAGE_BYTES ? STATUS_NDIS_INVALID_LENGTH_ : STATUS_SUCCESS;
    case IOCTL_HOOK:
        return STATUS_SUCCESS;
    default:
        return STATUS_INVALID_DEVICE_REQUEST;
    }
}

NTSTATUS NTAPI dispatch_control(PDEVICE_OBJECT device, PIRP irp) {
    (void) device;
    PIO_STACK_LOCATION stack = IoGetCurrentIrpStackLocation(irp);
    ULONG code = stack->Parameters.DeviceIoControl.IoControlCode;
    ULONG in_length = stack->Parameters.DeviceIoControl.InputBufferLength;
    ULONG out_length = stack->Parameters.DeviceIoControl.OutputBufferLength;
    UCHAR *in = irp->AssociatedIrp.SystemBuffer;
    BOOLEAN buffered = (code & 3) == METHOD_BUFFERED;
    UCHAR *out = buffered ? in : NULL;
    if (!buffered && code != IOCTL_WRITE && out_length > 0) {
        out = irp->MdlAddress == NULL ? NULL : MmGetSystemAddressForMdlSafe(irp->MdlAddress, NormalPagePriority);
    }
    /* A message is written only as far as there is room; what is left of the system's buffer is of no use. */
    struct request request = {.irp = irp, .handle = stack->FileObject->FsContext};
    request.out.base = out;
    request.out.room = out == NULL ? 0 : out_length;

    KIRQL irql;
    NTSTATUS status;
    KeAcquireSpinLock(&state.lock, &irql);
    if (code == IOCTL_HOOK) {
        status = hook(in, in_length, out, out_length, &request.reply);
    } else if (request.handle == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES; /* what opening it gave; Wine hides that from who opens */
    } else if (state.disabled) {
        status = STATUS_NOT_FOUND;
    } else {
        status = check_buffers(code, in_length, request.out.room);
        if (status == STATUS_SUCCESS) {
            status = run(code, &request, in, in_length);
        }
    }
    KeReleaseSpinLock(&state.lock, irql);
    if (status == STATUS_PENDING) {
        return status;
    }
    irp->IoStatus.Status = status;
    irp->IoStatus.Information = request.reply;
    IoCompleteRequest(irp, IO_NO_INCREMENT);
    return status;
}
