/* SPDX-License-Identifier: Apache-2.0 */
/* The one datapath. */
#include "request.h"

static const char name[] = "ovs-system";

static int describe(struct request *request) {
    ULONG64 flows = 0;
    for (int i = 0; i < MAX_FLOWS; i++) {
        flows += state.flows[i].used ? 1 : 0;
    }
    ULONG64 stats[4] = {state.hit, state.missed, state.lost, flows};
    reply_begin(request, 0, CMD_GET, 2);
    out_attr(&request->out, DP_NAME, name, sizeof name);
    out_attr(&request->out, DP_STATS, stats, sizeof stats);
    return reply_end(request);
}

int datapath_answer(struct request *request) {
    struct handle *handle = request->handle;
    const struct attr *wanted = request->attrs.by_type[DP_NAME];
    if (request->how == WRITTEN) {
        memcpy(handle->dump_request, &request->in, HEADER_BYTES);
        handle->dumping = TRUE;
        handle->dump_at = 0;
        return 0;
    }
    if (request->how == READ_ON) {
        handle->dumping = FALSE;
        return describe(request);
    }
    BOOLEAN same = wanted != NULL && attr_size(wanted) == sizeof name && !memcmp(attr_data(wanted), name, sizeof name);
    if (wanted != NULL && !same) {
        return request->in.command == CMD_SET ? M_NOTSUP : M_ENODEV;
    }
    return request->in.command == CMD_NEW ? M_EEXIST : describe(request);
}
