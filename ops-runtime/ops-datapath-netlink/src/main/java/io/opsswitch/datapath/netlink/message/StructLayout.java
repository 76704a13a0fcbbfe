/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.netlink.message.StructField.Order;
import io.opsswitch.datapath.netlink.message.StructField.Style;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The layout of a structure: its members, its size with padding. Immutable. */
final class StructLayout {
    private final StructField[] fields;
    private final int size;

    private StructLayout(StructField[] fields, int size) {
        this.fields = fields;
        this.size = size;
    }

    static Builder of() {
        return new Builder();
    }

    int size() {
        return size;
    }

    int count() {
        return fields.length;
    }

    StructField field(int index) {
        return fields[index];
    }

    /** Lists members in their order. */
    static final class Builder {
        private final List<StructField> fields = new ArrayList<>();
        private int at;

        private Builder() {}

        /** Add a member that belongs to no field of a key. */
        Builder plain(String name, int size, Order order, Style style) {
            return add(name, size, order, style, null, -1L);
        }

        /** Add a number in the machine's order. */
        Builder number(String name, int size) {
            return plain(name, size, Order.MACHINE, Style.DECIMAL);
        }

        /** Add a member in network order that holds a field of a key. */
        Builder key(String name, int size, Style style, FlowField field) {
            return add(name, size, Order.NETWORK, style, field, -1L);
        }

        /** Add a member in network order of which a kernel knows some bits only. */
        Builder key(String name, int size, Style style, FlowField field, long used) {
            return add(name, size, Order.NETWORK, style, field, used);
        }

        /** Add a member in the machine's order that holds a field of a key. */
        Builder machineKey(String name, int size, Style style, FlowField field, long used) {
            return add(name, size, Order.MACHINE, style, field, used);
        }

        /** Add an IPv6 address. */
        Builder ipv6(String name, FlowField high, FlowField low) {
            return key(name, 8, Style.IPV6, high).key(name, 8, Style.SILENT, low);
        }

        private Builder add(String name, int size, Order order, Style style, @Nullable FlowField field, long used) {
            long width = size == 8 ? -1L : (1L << 8 * size) - 1;
            fields.add(new StructField(name, at, size, order, style, field, used & width));
            at += size;
            return this;
        }

        Builder pad(int bytes) {
            at += bytes;
            return this;
        }

        StructLayout build() {
            return new StructLayout(fields.toArray(new StructField[0]), at);
        }
    }
}
