/* SPDX-License-Identifier: Apache-2.0 */
#include "message.h"

#define PADDED(n) (((n) + 3) & ~3u)
#define TYPE_MASK 0x3fff

BOOLEAN attrs_valid(const UCHAR *list, ULONG length) {
    while (length >= sizeof(struct attr)) {
        const struct attr *attr = (const struct attr *) list;
        if (attr->length < sizeof *attr || attr->length > length) {
            return FALSE;
        }
        ULONG step = PADDED((ULONG) attr->length);
        if (step >= length) {
            return TRUE;
        }
        list += step;
        length -= step;
    }
    return length == 0;
}

void attrs_parse(struct attrs *attrs, const UCHAR *list, ULONG length) {
    memset(attrs, 0, sizeof *attrs);
    if (!attrs_valid(list, length)) {
        return;
    }
    const UCHAR *end = list + length;
    while (list + sizeof(struct attr) <= end) {
        const struct attr *attr = (const struct attr *) list;
        if (attr_type(attr) < ATTR_TYPES) {
            attrs->by_type[attr_type(attr)] = attr;
        }
        list = (const UCHAR *) attr_next(attr);
    }
}

void attrs_parse_nested(struct attrs *attrs, const struct attr *nest) {
    attrs_parse(attrs, attr_data(nest), attr_size(nest));
}

const struct attr *attr_next(const struct attr *attr) {
    return (const struct attr *) ((const UCHAR *) attr + PADDED((ULONG) attr->length));
}

const UCHAR *attr_data(const struct attr *attr) {
    return (const UCHAR *) (attr + 1);
}

ULONG attr_size(const struct attr *attr) {
    return attr->length - (ULONG) sizeof *attr;
}

ULONG attr_type(const struct attr *attr) {
    return attr->type & TYPE_MASK;
}

BOOLEAN attr_has(const struct attr *attr, ULONG size) {
    return attr != NULL && attr_size(attr) >= size;
}

ULONG attr_u32(const struct attr *attr) {
    ULONG value;
    memcpy(&value, attr_data(attr), sizeof value);
    return value;
}

void attr_copy(void *to, const struct attr *attr, ULONG length) {
    if (attr_has(attr, length)) {
        memcpy(to, attr_data(attr), length);
    }
}

static void put(struct out *out, const void *data, ULONG length) {
    ULONG padded = PADDED(length);
    if (out->full || padded > out->room - out->size) {
        out->full = TRUE;
        return;
    }
    memcpy(out->base + out->size, data, length);
    memset(out->base + out->size + length, 0, padded - length);
    out->size += padded;
}

void out_header(struct out *out, const struct header *header) {
    put(out, header, sizeof *header);
}

void out_attr(struct out *out, USHORT type, const void *data, ULONG length) {
    struct attr attr = {.length = (USHORT) (sizeof attr + length), .type = type};
    put(out, &attr, sizeof attr);
    put(out, data, length);
}

void out_u32(struct out *out, USHORT type, ULONG value) {
    out_attr(out, type, &value, sizeof value);
}

ULONG out_begin_nest(struct out *out, USHORT type) {
    ULONG nest = out->size;
    out_attr(out, type, NULL, 0);
    return nest;
}

void out_end_nest(struct out *out, ULONG nest) {
    if (!out->full) {
        ((struct attr *) (out->base + nest))->length = (USHORT) (out->size - nest);
    }
}

ULONG out_finish(struct out *out, ULONG begin) {
    if (out->full) {
        return 0;
    }
    ((struct header *) (out->base + begin))->length = out->size - begin;
    return out->size - begin;
}
