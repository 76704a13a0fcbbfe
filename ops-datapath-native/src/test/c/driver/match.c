/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether two keys mean the same: lists of attributes in any order, where one that is all zero may as well be missing.
 * There are no masks.
 */
#include "request.h"

static BOOLEAN zero(const struct attr *attr) {
    for (ULONG i = 0; i < attr_size(attr); i++) {
        if (attr_data(attr)[i] != 0) {
            return FALSE;
        }
    }
    return TRUE;
}

static BOOLEAN same(const struct attr *a, const struct attr *b) {
    if (a == NULL || b == NULL) {
        const struct attr *present = a == NULL ? b : a;
        return present == NULL || zero(present);
    }
    return attr_size(a) == attr_size(b) && memcmp(attr_data(a), attr_data(b), attr_size(a)) == 0;
}

static BOOLEAN same_tunnel(const struct attr *a, const struct attr *b) {
    struct attrs inner_a, inner_b;
    attrs_parse_nested(&inner_a, a);
    attrs_parse_nested(&inner_b, b);
    for (ULONG type = 0; type < ATTR_TYPES; type++) {
        if (!same(inner_a.by_type[type], inner_b.by_type[type])) {
            return FALSE;
        }
    }
    return TRUE;
}

static BOOLEAN agrees(const struct attr *a, const struct attr *b) {
    if (a == NULL || b == NULL) {
        const struct attr *present = a == NULL ? b : a;
        /* What a client cannot know of a frame that it has not seen. */
        return present == NULL || zero(present) || attr_type(present) == KEY_TCP_FLAGS;
    }
    if (attr_type(a) == KEY_TUNNEL) {
        return same_tunnel(a, b);
    }
    if (attr_type(a) == KEY_ENCAP) {
        struct attrs inner_a, inner_b;
        attrs_parse_nested(&inner_a, a);
        attrs_parse_nested(&inner_b, b);
        for (ULONG type = KEY_PRIORITY; type <= KEY_LAST; type++) {
            if (!agrees(inner_a.by_type[type], inner_b.by_type[type])) {
                return FALSE;
            }
        }
        return TRUE;
    }
    return same(a, b);
}

struct flow *flow_matching(const UCHAR *key, ULONG length) {
    struct attrs wanted;
    attrs_parse(&wanted, key, length);
    for (int i = 0; i < MAX_FLOWS; i++) {
        struct flow *flow = &state.flows[i];
        if (flow->used) {
            struct attrs have;
            attrs_parse(&have, flow->key, flow->key_length);
            BOOLEAN good = TRUE;
            for (ULONG type = KEY_ENCAP; good && type <= KEY_LAST; type++) {
                good = agrees(wanted.by_type[type], have.by_type[type]);
            }
            if (good) {
                return flow;
            }
        }
    }
    return NULL;
}
