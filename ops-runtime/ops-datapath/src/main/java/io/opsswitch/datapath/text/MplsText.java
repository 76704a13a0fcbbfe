/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The text of MPLS label stack entries: {@code label=100,tc=3,ttl=64,bos=1}, one behind the other. */
final class MplsText {

    private static final List<FlowField> ENTRIES =
            List.of(FlowField.MPLS_LSE_0, FlowField.MPLS_LSE_1, FlowField.MPLS_LSE_2);
    /** The mask that has all of the first entry. */
    static final FlowKey FIRST = new FlowKey().matchAll(FlowField.MPLS_LSE_0);

    private static final int BOTTOM_OF_STACK = 0x100;

    /** A part of an entry. */
    private enum Part {
        LABEL("label=", 12, 20, "/0x"),
        CLASS("tc=", 9, 3, "/"),
        TTL("ttl=", 0, 8, "/0x"),
        BOTTOM("bos=", 8, 1, "/");

        private final String label;
        private final int shift;
        private final int bits;
        private final String slash;

        Part(String label, int shift, int bits, String slash) {
            this.label = label;
            this.shift = shift;
            this.bits = bits;
            this.slash = slash;
        }

        long of(long entry) {
            return entry >>> shift & (1L << bits) - 1;
        }
    }

    private MplsText() {}

    /** Return how many entries a key has: up to the bottom of the stack, or as many as it can hold. */
    static int depth(FlowKey key) {
        int depth = 1;
        while (depth < ENTRIES.size() && (key.get(ENTRIES.get(depth - 1)) & BOTTOM_OF_STACK) == 0) {
            depth++;
        }
        return depth;
    }

    static boolean isMatched(FlowKey mask, int depth) {
        return ENTRIES.subList(0, depth).stream().anyMatch(entry -> mask.get(entry) != 0);
    }

    /** Write the entries; if one is not matched in full, all have masks. */
    static void write(StringBuilder out, FlowKey key, @Nullable FlowKey mask, int depth) {
        List<FlowField> written = ENTRIES.subList(0, depth);
        FlowKey masks =
                mask == null || written.stream().allMatch(entry -> mask.get(entry) == 0xffff_ffffL) ? null : mask;
        out.append("mpls(");
        for (FlowField entry : written) {
            out.append(out.charAt(out.length() - 1) == '(' ? "" : ",");
            entry(out, key.get(entry), masks == null ? -1 : masks.get(entry));
        }
        out.append(')');
    }

    /** Write an entry, with masks unless the mask is -1. */
    static void entry(StringBuilder out, long entry, long mask) {
        for (Part part : Part.values()) {
            out.append(part == Part.LABEL ? "" : ",").append(part.label).append(part.of(entry));
            if (mask >= 0) {
                out.append(part.slash).append(Long.toHexString(part.of(mask)));
            }
        }
    }

    /** Read entries up to the closing parenthesis, which is passed over; return how many. */
    static int read(Cursor in, FlowKey key, FlowKey mask) throws FlowTextException {
        int index = 0;
        int seen = 0;
        while (!in.take(")")) {
            int place = in.at();
            Part part = part(in);
            if ((seen & 1 << part.ordinal()) != 0) {
                index++;
                seen = 0;
            }
            if (index == ENTRIES.size()) {
                throw in.error(place, "a fourth MPLS label stack entry; only three can be matched");
            }
            seen |= 1 << part.ordinal();
            FieldStyle.Masked read = FieldStyle.DECIMAL.parseMasked(in, part.bits);
            FlowField entry = ENTRIES.get(index);
            key.set(entry, key.get(entry) | read.value().low() << part.shift);
            mask.set(entry, mask.get(entry) | read.mask().low() << part.shift);
            if (!in.take(",") && in.peek() != ')') {
                throw in.expected("',' or ')'");
            }
        }
        return index + 1;
    }

    private static Part part(Cursor in) throws FlowTextException {
        for (Part part : Part.values()) {
            if (in.take(part.label)) {
                return part;
            }
        }
        throw in.expected("label=, tc=, ttl=, bos= or ')'");
    }

    /** Read one entry without masks: {@code label=100,tc=3,ttl=64,bos=1}. */
    static int entry(Cursor in) throws FlowTextException {
        long entry = 0;
        for (Part part : Part.values()) {
            in.expect(part == Part.LABEL ? part.label : "," + part.label);
            entry |= in.number(part.bits) << part.shift;
        }
        return (int) entry;
    }
}
