/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

import java.nio.ByteBuffer;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A set of fields in the order of the table of fields. Remembers its form on the wire, since whoever describes all tables of
 * a switch writes the same set more than a thousand times. Immutable.
 */
public final class FieldSet extends AbstractSet<Field> {

    private static final int VERSIONS = 8;
    private static final int LONGEST_CODE = 8;

    /** The form on the wire with the fields that have a mask. */
    private record Wire(FieldSet masked, byte[] headers) {}

    private final List<Field> fields;
    private final long[] bits;
    private final AtomicReferenceArray<@Nullable Wire> wires = new AtomicReferenceArray<>(VERSIONS);

    private FieldSet(Collection<Field> fields) {
        this.fields = fields.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Field::index))
                .toList();
        this.bits = new long[Fields.all().size() / Long.SIZE + 1];
        this.fields.forEach(field -> bits[field.index() / Long.SIZE] |= 1L << field.index());
    }

    /** Return the set of these fields. */
    public static FieldSet of(Collection<Field> fields) {
        return fields instanceof FieldSet set ? set : new FieldSet(fields);
    }

    @Override
    public boolean contains(@Nullable Object other) {
        return other instanceof Field field && (bits[field.index() / Long.SIZE] >>> field.index() & 1) != 0;
    }

    @Override
    public Iterator<Field> iterator() {
        return fields.iterator();
    }

    @Override
    public int size() {
        return fields.size();
    }

    /**
     * Return the headers of the fields that a version can name, one behind the other; not to be changed.
     *
     * @param version the number of the version
     * @param masked the fields whose header says that a mask follows
     */
    public byte[] headers(int version, FieldSet masked) {
        Wire known = wires.get(version);
        if (known == null || known.masked != masked) {
            known = new Wire(masked, encode(version, masked));
            wires.set(version, known);
        }
        return known.headers;
    }

    private byte[] encode(int version, FieldSet masked) {
        ByteBuffer out = ByteBuffer.allocate(LONGEST_CODE * size());
        for (Field field : fields) {
            OxmCode code = field.code(version);
            if (code != null) {
                out.putInt(code.header(masked.contains(field), field.bytes()));
                if (code.vendor() != 0) {
                    out.putInt(code.vendor());
                }
            }
        }
        byte[] headers = new byte[out.position()];
        out.flip().get(headers);
        return headers;
    }
}
