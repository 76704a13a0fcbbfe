/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.FlowField;

/** The text of a VLAN tag: {@code vid=10,pcp=3}, behind the parenthesis of {@code vlan(} and {@code push_vlan(}. */
final class VlanText {

    private static final int PRIORITY_SHIFT = 13;

    private VlanText() {}

    /** Write a TCI in which {@link FlowField#VLAN_PRESENT} tells whether there is a tag. */
    static void write(StringBuilder out, int tci, int mask, boolean isVerbose) {
        int start = out.length();
        int vid = tci & FlowField.VLAN_VID_MASK;
        int vidMask = mask & FlowField.VLAN_VID_MASK;
        if (isVerbose || (vid | vidMask) != 0) {
            part(out, start, "vid=", vid, vidMask, FlowField.VLAN_VID_MASK);
        }
        int pcp = tci >>> PRIORITY_SHIFT;
        int pcpMask = mask >>> PRIORITY_SHIFT;
        if (isVerbose || (pcp | pcpMask) != 0) {
            part(out, start, "pcp=", pcp, pcpMask, 7);
        }
        if ((tci & FlowField.VLAN_PRESENT) == 0) {
            out.append(out.length() > start ? "," : "").append("cfi=0");
        }
    }

    private static void part(StringBuilder out, int start, String label, int value, int mask, int exact) {
        out.append(out.length() > start ? "," : "").append(label).append(value);
        if (mask != exact) {
            out.append("/0x").append(Integer.toHexString(mask));
        }
    }

    /** A TCI and its mask. */
    record Tag(int tci, int mask) {}

    /** Read up to the closing parenthesis, which is passed over. */
    static Tag read(Cursor in) throws FlowTextException {
        int tci = FlowField.VLAN_PRESENT;
        int mask = FlowField.VLAN_PRESENT;
        while (!in.take(")")) {
            int shift;
            int bits;
            if (in.take("vid=")) {
                shift = 0;
                bits = 12;
            } else if (in.take("pcp=")) {
                shift = PRIORITY_SHIFT;
                bits = 3;
            } else if (in.take("cfi=")) {
                shift = 12;
                bits = 1;
            } else {
                throw in.expected("vid=, pcp=, cfi= or ')'");
            }
            FieldStyle.Masked read = FieldStyle.DECIMAL.parseMasked(in, bits);
            int field = (1 << bits) - 1 << shift;
            tci = tci & ~field | (int) read.value().low() << shift;
            mask = mask & ~field | (int) read.mask().low() << shift;
            if (!in.take(",") && in.peek() != ')') {
                throw in.expected("',' or ')'");
            }
        }
        return new Tag(tci, mask);
    }
}
