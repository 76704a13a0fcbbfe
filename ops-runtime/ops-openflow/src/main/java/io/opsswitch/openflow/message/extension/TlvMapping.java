/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.extension;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * Which option of tunnels a field of matches stands for.
 *
 * @param optionClass the option's class
 * @param optionType the option's type
 * @param optionLength its length in bytes, a multiple of 4 up to 124
 * @param index the number of the field {@code tun_metadata}
 */
public record TlvMapping(int optionClass, int optionType, int optionLength, int index) {

    /** How many fields there are. */
    public static final int FIELDS = 64;

    private static final int LONGEST = 124;

    static List<TlvMapping> readAll(WireReader in, int fields) {
        List<TlvMapping> mappings = new ArrayList<>();
        while (in.remaining() > 0) {
            TlvMapping mapping = new TlvMapping(in.u16(), in.u8(), in.u8(), in.u16());
            in.skip(2);
            if (mapping.optionLength % 4 != 0 || mapping.optionLength > LONGEST) {
                throw new OpenFlowException(
                        OpenFlowError.NXTTMFC_BAD_OPT_LEN,
                        "tlv table option length (" + mapping.optionLength + ") is not a valid option size");
            }
            if (mapping.index >= fields) {
                throw new OpenFlowException(
                        OpenFlowError.NXTTMFC_BAD_FIELD_IDX,
                        "tlv table field index (" + mapping.index + ") is too large (max " + (fields - 1) + ")");
            }
            mappings.add(mapping);
        }
        return List.copyOf(mappings);
    }

    static void writeAll(List<TlvMapping> mappings, WireWriter out) {
        for (TlvMapping mapping : mappings) {
            out.u16(mapping.optionClass).u8(mapping.optionType).u8(mapping.optionLength);
            out.u16(mapping.index).zeros(2);
        }
    }
}
