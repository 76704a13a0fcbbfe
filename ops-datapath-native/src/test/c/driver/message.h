/* SPDX-License-Identifier: Apache-2.0 */
/* Reading and writing messages. */
#ifndef STANDIN_MESSAGE_H
#define STANDIN_MESSAGE_H

#include <ntddk.h>

struct header {
    ULONG length;
    USHORT type;
    USHORT flags;
    ULONG sequence;
    ULONG pid;
    UCHAR command;
    UCHAR version;
    USHORT reserved;
    LONG datapath;
};

struct attr {
    USHORT length;
    USHORT type;
};

/* Where a message is being written. `full` once something did not fit. */
struct out {
    UCHAR *base;
    ULONG room;
    ULONG size;
    BOOLEAN full;
};

#define ATTR_TYPES 32

/* The attributes of a list by type; those of unknown type are left out. */
struct attrs {
    const struct attr *by_type[ATTR_TYPES];
};

/* Return whether the list is well-formed. */
BOOLEAN attrs_valid(const UCHAR *list, ULONG length);
void attrs_parse(struct attrs *attrs, const UCHAR *list, ULONG length);
void attrs_parse_nested(struct attrs *attrs, const struct attr *nest);
const struct attr *attr_next(const struct attr *attr);
const UCHAR *attr_data(const struct attr *attr);
ULONG attr_size(const struct attr *attr);
ULONG attr_type(const struct attr *attr);
/* Return whether the attribute is there and at least so long. */
BOOLEAN attr_has(const struct attr *attr, ULONG size);
ULONG attr_u32(const struct attr *attr);
/* Copy the first bytes of an attribute, unless it is missing or shorter. */
void attr_copy(void *to, const struct attr *attr, ULONG length);

void out_header(struct out *out, const struct header *header);
void out_attr(struct out *out, USHORT type, const void *data, ULONG length);
void out_u32(struct out *out, USHORT type, ULONG value);
ULONG out_begin_nest(struct out *out, USHORT type);
void out_end_nest(struct out *out, ULONG nest);
/* Put in the length of the message that began at an offset; return it, or 0 if it did not fit. */
ULONG out_finish(struct out *out, ULONG begin);

#endif
