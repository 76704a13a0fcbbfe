/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that may stand at one place of a message. One table drives writer, reader, validation and printer.
 *
 * <p>Filled while its class is initialized (an actions table holds itself), immutable thereafter.
 */
public final class AttributeTable {
    /** The longest payload of an attribute. */
    static final int MAX_PAYLOAD = 0xffff - 4;

    private final String name;
    private @Nullable Attribute[] attributes = new @Nullable Attribute[0];

    AttributeTable(String name) {
        this.name = name;
    }

    /** Return its name: that of the family for the attributes of a message. */
    public String name() {
        return name;
    }

    /** Return the attribute of a number, or null if it is not known. */
    @Nullable
    Attribute find(int number) {
        return number < attributes.length ? attributes[number] : null;
    }

    /** Return the attribute of a number, which is known. */
    Attribute get(int number) {
        Attribute attribute = find(number);
        if (attribute == null) {
            throw new IllegalArgumentException(name + " has no attribute " + number);
        }
        return attribute;
    }

    /** Return a number above that of each attribute. */
    int end() {
        return attributes.length;
    }

    AttributeTable number(int number, String title, Kind kind) {
        return add(new Attribute(number, title, kind, kind.size(), kind.size(), 1, null, null));
    }

    AttributeTable flag(int number, String title) {
        return number(number, title, Kind.FLAG);
    }

    /** Add a text of at most so many bytes with its last byte of 0. */
    AttributeTable string(int number, String title, int most) {
        return add(new Attribute(number, title, Kind.STRING, 1, most, 1, null, null));
    }

    AttributeTable bytes(int number, String title, int least, int most, int unit) {
        return add(new Attribute(number, title, Kind.BYTES, least, most, unit, null, null));
    }

    AttributeTable struct(int number, String title, StructLayout layout) {
        return add(new Attribute(number, title, Kind.STRUCT, layout.size(), layout.size(), 1, layout, null));
    }

    /** Add a structure behind which newer kernels may put more. */
    AttributeTable growing(int number, String title, StructLayout layout) {
        return add(new Attribute(number, title, Kind.STRUCT, layout.size(), MAX_PAYLOAD, 1, layout, null));
    }

    AttributeTable array(int number, String title, StructLayout layout, int least) {
        int unit = layout.size();
        return add(new Attribute(number, title, Kind.ARRAY, least * unit, MAX_PAYLOAD, unit, layout, null));
    }

    AttributeTable nest(int number, String title, AttributeTable nested) {
        return add(new Attribute(number, title, Kind.NEST, 0, MAX_PAYLOAD, 1, null, nested));
    }

    AttributeTable list(int number, String title, AttributeTable element) {
        return add(new Attribute(number, title, Kind.LIST, 0, MAX_PAYLOAD, 1, null, element));
    }

    private AttributeTable add(Attribute attribute) {
        int number = attribute.number();
        if (number >= attributes.length) {
            attributes = Arrays.copyOf(attributes, number + 1);
        }
        if (attributes[number] != null) {
            throw new IllegalStateException(name + " has two attributes " + number);
        }
        attributes[number] = attribute;
        return this;
    }
}
