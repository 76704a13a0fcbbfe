/* SPDX-License-Identifier: Apache-2.0 */
/* How many connections a zone may have. Zone -1 is the default for zones without a limit of their own. */
#include "request.h"

struct zone {
    LONG zone;
    ULONG limit;
    ULONG count;
};

static struct limit *find(LONG zone, BOOLEAN make) {
    struct limit *free_slot = NULL;
    for (int i = 0; i < MAX_LIMITS; i++) {
        if (state.limits[i].used && state.limits[i].zone == zone) {
            return &state.limits[i];
        }
        if (!state.limits[i].used) {
            free_slot = &state.limits[i];
        }
    }
    if (!make || free_slot == NULL) {
        return NULL;
    }
    free_slot->used = TRUE;
    free_slot->zone = zone;
    free_slot->limit = 0;
    return free_slot;
}

ULONG limit_of(LONG zone) {
    const struct limit *limit = find(zone, FALSE);
    const struct limit *standard = find(-1, FALSE);
    return limit != NULL ? limit->limit : standard != NULL ? standard->limit : 0;
}

static ULONG describe(struct zone *to, LONG zone) {
    to->zone = zone;
    to->limit = limit_of(zone);
    to->count = connections_in(zone);
    return 1;
}

int limit_answer(struct request *request) {
    const struct attr *list = request->attrs.by_type[ZONE_LIMIT];
    ULONG count = list == NULL ? 0 : attr_size(list) / sizeof(struct zone);
    struct zone zone;
    if (request->in.command != LIMIT_GET) {
        if (count == 0) {
            return M_EINVAL;
        }
        for (ULONG i = 0; i < count; i++) {
            memcpy(&zone, attr_data(list) + i * sizeof zone, sizeof zone);
            struct limit *limit = find(zone.zone, request->in.command == LIMIT_SET);
            if (limit == NULL && request->in.command == LIMIT_SET) {
                return M_ENOMEM;
            }
            if (limit != NULL) {
                limit->limit = zone.limit;
                limit->used = request->in.command == LIMIT_SET;
            }
        }
        reply_begin(request, 0, request->in.command, 1);
        return reply_end(request);
    }
    struct zone answer[MAX_LIMITS + 1];
    ULONG n = 0;
    if (count > 0) {
        for (ULONG i = 0; i < count && n <= MAX_LIMITS; i++) {
            memcpy(&zone, attr_data(list) + i * sizeof zone, sizeof zone);
            n += describe(&answer[n], zone.zone);
        }
    } else {
        n += describe(&answer[n], -1);
        for (int i = 0; i < MAX_LIMITS; i++) {
            n += state.limits[i].used && state.limits[i].zone != -1 ? describe(&answer[n], state.limits[i].zone) : 0;
        }
    }
    reply_begin(request, 0, request->in.command, 1);
    ULONG nest = out_begin_nest(&request->out, ZONE_LIMIT);
    for (ULONG i = 0; i < n && !request->out.full; i++) {
        if (request->out.room - request->out.size < sizeof zone) {
            return M_ENOMEM;
        }
        memcpy(request->out.base + request->out.size, &answer[i], sizeof zone);
        request->out.size += sizeof zone;
    }
    out_end_nest(&request->out, nest);
    return reply_end(request);
}
