/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Connection tracking as far as the extension does it for UDP: a connection is new until a packet of the other
 * direction or the third of its own comes. TCP goes the same way, without its states; nothing else is tracked, nothing
 * expires, and addresses are not translated.
 */
#include "request.h"

enum { STATE_NEW = 1, STATE_ESTABLISHED = 2, STATE_REPLY = 8, STATE_TRACKED = 0x20 };
enum { GROUP_NEW = 1 };

static BOOLEAN same(const struct tuple *a, const struct tuple *b) {
    return memcmp(a, b, sizeof *a) == 0;
}

struct tuple tuple_turned(const struct tuple *tuple) {
    struct tuple turned = {.protocol = tuple->protocol};
    memcpy(turned.source, tuple->destination, 4);
    memcpy(turned.destination, tuple->source, 4);
    memcpy(turned.source_port, tuple->destination_port, 2);
    memcpy(turned.destination_port, tuple->source_port, 2);
    return turned;
}

static BOOLEAN tuple_of(const UCHAR *key, ULONG key_length, struct tuple *tuple) {
    struct attrs attrs;
    attrs_parse(&attrs, key, key_length);
    if (attrs.by_type[KEY_ENCAP] != NULL) {
        struct attrs inner;
        attrs_parse_nested(&inner, attrs.by_type[KEY_ENCAP]);
        attrs = inner;
    }
    const struct attr *ip = attrs.by_type[KEY_IPV4];
    const struct attr *ports = attrs.by_type[KEY_TCP] != NULL ? attrs.by_type[KEY_TCP] : attrs.by_type[KEY_UDP];
    if (!attr_has(ip, 12) || !attr_has(ports, 4)) {
        return FALSE;
    }
    memcpy(tuple->source, attr_data(ip), 4);
    memcpy(tuple->destination, attr_data(ip) + 4, 4);
    tuple->protocol = attr_data(ip)[8];
    memcpy(tuple->source_port, attr_data(ports), 2);
    memcpy(tuple->destination_port, attr_data(ports) + 2, 2);
    return TRUE;
}

static struct connection *find(USHORT zone, const struct tuple *tuple) {
    struct tuple turned = tuple_turned(tuple);
    for (int i = 0; i < MAX_CONNECTIONS; i++) {
        struct connection *connection = &state.connections[i];
        if (connection->used && connection->zone == zone
                && (same(&connection->original, tuple) || same(&connection->original, &turned))) {
            return connection;
        }
    }
    return NULL;
}

/* Returns NULL where the zone's limit or the table's end is reached. */
static struct connection *make(USHORT zone, const struct tuple *tuple) {
    ULONG limit = limit_of(zone);
    if (limit != 0 && connections_in(zone) >= limit) {
        return NULL;
    }
    for (int i = 0; i < MAX_CONNECTIONS; i++) {
        struct connection *connection = &state.connections[i];
        if (!connection->used) {
            memset(connection, 0, sizeof *connection);
            connection->used = TRUE;
            connection->zone = zone;
            connection->original = *tuple;
            return connection;
        }
    }
    return NULL;
}

/* Returns the state bits of a packet of a connection that was there before it. */
static ULONG follow(struct connection *connection, BOOLEAN reply) {
    if (reply) {
        connection->answered = TRUE;
        return STATE_ESTABLISHED | STATE_REPLY;
    }
    if (connection->answered || connection->repeated) {
        return STATE_ESTABLISHED;
    }
    connection->repeated = TRUE;
    return STATE_NEW;
}

static void mark(struct connection *connection, const struct attr *value_mask, const struct attr *labels) {
    if (attr_has(value_mask, 8)) {
        ULONG pair[2];
        memcpy(pair, attr_data(value_mask), sizeof pair);
        connection->mark = pair[0] | (connection->mark & ~pair[1]);
    }
    for (ULONG i = 0; attr_has(labels, 32) && i < 16; i++) {
        const UCHAR *value = attr_data(labels);
        connection->labels[i] = value[i] | (connection->labels[i] & ~value[16 + i]);
    }
}

static void tell(struct meta *meta, const struct connection *connection) {
    meta->ct_mark = connection->mark;
    memcpy(meta->ct_labels, connection->labels, sizeof meta->ct_labels);
    memcpy(meta->ct_tuple, &connection->original, sizeof connection->original);
}

int track(const struct attr *action, struct meta *meta, const UCHAR *frame, ULONG length) {
    struct attrs wanted;
    attrs_parse_nested(&wanted, action);
    if (wanted.by_type[CT_NAT] != NULL || wanted.by_type[CT_HELPER] != NULL) {
        return M_NOTSUP;
    }
    UCHAR key[KEY_BYTES];
    struct tuple tuple;
    if (!tuple_of(key, extract_key(meta, frame, length, key, sizeof key), &tuple)) {
        return M_NOTSUP;
    }
    USHORT zone = 0;
    attr_copy(&zone, wanted.by_type[CT_ZONE], sizeof zone);
    BOOLEAN force = wanted.by_type[CT_FORCE_COMMIT] != NULL;
    BOOLEAN commit = force || wanted.by_type[CT_COMMIT] != NULL;
    struct connection *connection = find(zone, &tuple);
    BOOLEAN reply = connection != NULL && !same(&connection->original, &tuple);
    if (force && reply) {
        connection_end(connection);
        connection = NULL;
        reply = FALSE;
    }
    BOOLEAN known = connection != NULL;
    if (!known && commit) {
        connection = make(zone, &tuple);
        if (connection == NULL) {
            return M_ENOMEM;
        }
    }
    meta->ct_state = STATE_TRACKED | (known ? follow(connection, reply) : STATE_NEW);
    meta->ct_zone = zone;
    meta->ct_mark = 0;
    memset(meta->ct_labels, 0, sizeof meta->ct_labels);
    if (connection != NULL) {
        connection->packets[reply]++;
        connection->bytes[reply] += length;
        mark(connection, wanted.by_type[CT_MARK], wanted.by_type[CT_LABELS]);
        tell(meta, connection);
        if (!known) {
            connection_tell(connection, CT_NEW, GROUP_NEW);
        }
    }
    return 0;
}
