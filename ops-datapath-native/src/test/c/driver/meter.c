/* SPDX-License-Identifier: Apache-2.0 */
/* Meters, remembered only. In replies the command stands where the version belongs. */
#include "request.h"

static struct meter *find(ULONG id) {
    for (int i = 0; i < MAX_METERS; i++) {
        if (state.meters[i].used && state.meters[i].id == id) {
            return &state.meters[i];
        }
    }
    return NULL;
}

static void describe(struct request *request, const struct meter *meter) {
    struct out *out = &request->out;
    ULONG64 stats[2] = {meter->packets, meter->bytes};
    out_u32(out, METER_ID, meter->id);
    out_attr(out, METER_STATS, stats, sizeof stats);
    ULONG bands = out_begin_nest(out, METER_BANDS);
    if (meter->bands == 1) {
        ULONG band = out_begin_nest(out, 1);
        out_u32(out, BAND_TYPE, meter->type);
        out_u32(out, BAND_RATE, meter->rate);
        out_u32(out, BAND_BURST, meter->burst);
        out_attr(out, BAND_STATS, stats, sizeof stats);
        out_end_nest(out, band);
    }
    out_end_nest(out, bands);
}

static int features(struct request *request) {
    reply_begin(request, 0, METER_FEATURES, METER_FEATURES);
    out_u32(&request->out, METER_MAX_METERS, MAX_METERS);
    out_u32(&request->out, METER_MAX_BANDS, 1);
    ULONG bands = out_begin_nest(&request->out, METER_BANDS);
    ULONG band = out_begin_nest(&request->out, 1);
    out_u32(&request->out, BAND_TYPE, 1);
    out_end_nest(&request->out, band);
    out_end_nest(&request->out, bands);
    return reply_end(request);
}

static ULONG number(const struct attr *attr) {
    return attr_has(attr, 4) ? attr_u32(attr) : 0;
}

static int set(struct request *request, ULONG id) {
    struct meter new = {.used = TRUE, .id = id, .kbps = request->attrs.by_type[METER_KBPS] != NULL};
    const struct attr *bands = request->attrs.by_type[METER_BANDS];
    const UCHAR *at = bands == NULL ? NULL : attr_data(bands);
    const UCHAR *end = bands == NULL ? NULL : at + attr_size(bands);
    if (bands != NULL && !attrs_valid(at, attr_size(bands))) {
        return M_EINVAL;
    }
    while (at + sizeof(struct attr) <= end) {
        struct attrs band;
        attrs_parse_nested(&band, (const struct attr *) at);
        new.type = number(band.by_type[BAND_TYPE]);
        new.rate = number(band.by_type[BAND_RATE]);
        new.burst = number(band.by_type[BAND_BURST]);
        at = (const UCHAR *) attr_next((const struct attr *) at);
        if (++new.bands > 1 || new.type != 1) {
            return M_EINVAL;
        }
    }
    struct meter *meter = find(id);
    for (int i = 0; meter == NULL && i < MAX_METERS; i++) {
        meter = state.meters[i].used ? NULL : &state.meters[i];
    }
    if (meter == NULL) {
        return M_ENOMEM;
    }
    *meter = new;
    reply_begin(request, 0, METER_SET, METER_SET);
    describe(request, meter);
    return reply_end(request);
}

int meter_answer(struct request *request) {
    if (request->how != TRANSACTED) {
        return M_NOTSUP;
    }
    if (request->in.command == METER_FEATURES) {
        return features(request);
    }
    if (!attr_has(request->attrs.by_type[METER_ID], 4)) {
        return M_EINVAL;
    }
    ULONG id = attr_u32(request->attrs.by_type[METER_ID]);
    if (request->in.command == METER_SET) {
        return set(request, id);
    }
    struct meter *meter = find(id);
    if (request->in.command == METER_GET && meter == NULL) {
        return M_EEXIST; /* the driver's word for a meter that does not exist */
    }
    reply_begin(request, 0, request->in.command, request->in.command);
    if (meter != NULL) {
        describe(request, meter);
        meter->used = request->in.command == METER_GET;
    }
    return reply_end(request);
}
