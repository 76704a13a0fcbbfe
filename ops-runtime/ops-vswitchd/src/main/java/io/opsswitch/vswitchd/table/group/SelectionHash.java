/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table.group;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.hash.OvsHash;
import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.FieldText;
import io.opsswitch.openflow.match.OxmReader;
import io.opsswitch.openflow.message.group.Selection;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The hash of fields that a select group names: their values, in the order of the table of fields, each masked as the
 * controller wants it; fields that a packet does not have are left out. Open vSwitch hashes the same.
 */
final class SelectionHash {

    /** A field and which of its bits count: as bytes of its value, and in a key. */
    private record Part(Field field, byte[] mask, FlowKey bits) {}

    private final List<Part> parts;
    private final int basis;

    private SelectionHash(List<Part> parts, int basis) {
        this.parts = parts;
        this.basis = basis;
    }

    /**
     * Return the hash that a controller wants, or null if it leaves that to the switch.
     *
     * @throws OpenFlowException if its fields are not understood
     */
    static @Nullable SelectionHash of(@Nullable Selection selection) {
        if (selection == null || !selection.method().equals("hash") || selection.fields().length == 0) {
            return null;
        }
        List<Part> parts = new ArrayList<>();
        Set<Field> seen = new HashSet<>();
        ByteBuffer in = ByteBuffer.wrap(selection.fields());
        OxmReader reader = new OxmReader(null, false);
        while (in.hasRemaining()) {
            Part part = part(reader.field(in.slice()), in);
            if (!seen.add(part.field)) {
                throw error(OpenFlowError.OFPBMC_DUP_FIELD, part.field, "is there twice");
            }
            parts.add(part);
        }
        parts.sort(Comparator.comparingInt(part -> part.field.index()));
        return new SelectionHash(List.copyOf(parts), OvsHash.ofLong(selection.parameter()));
    }

    private static Part part(Field field, ByteBuffer in) {
        if (field.tunnelIndex() >= 0) {
            throw error(OpenFlowError.OFPBMC_BAD_FIELD, field, "is an option of tunnels, which are not hashed here");
        }
        byte[] mask = new OxmReader(null, false).known(in, false).value();
        if (!field.isMaskable() && !ByteBits.isOnes(mask) && !ByteBits.isZero(mask)) {
            throw error(OpenFlowError.OFPBMC_BAD_MASK, field, "can only be hashed as a whole");
        }
        FlowKey bits = new FlowKey();
        field.set(bits, mask);
        return new Part(field, mask, bits);
    }

    private static OpenFlowException error(OpenFlowError error, Field field, String why) {
        return new OpenFlowException(error, "field to hash, " + field + ": " + why);
    }

    /** Return the fields by name, and the bits of those that are not hashed as a whole. */
    String text() {
        return parts.stream()
                .map(part -> ByteBits.isOnes(part.mask)
                        ? part.field.name()
                        : part.field.name() + "=" + FieldText.format(part.field, part.mask, null, OfNames.NONE))
                .collect(Collectors.joining(","));
    }

    /**
     * Hash the fields of a packet; see {@link OvsHash}.
     *
     * @param looked gets the bits that were looked at
     */
    int hash(FlowKey key, FlowKey looked) {
        int hash = basis;
        for (Part part : parts) {
            lookAtPrerequisites(part.field, key, looked);
            if (part.field.prerequisite().isMet(key, null)) {
                byte[] value = part.field.value(key);
                for (int i = 0; i < value.length; i++) {
                    value[i] &= part.mask[i];
                }
                hash = OvsHash.ofBytes(value, hash);
                for (int word = part.bits.extent() - 1; word >= 0; word--) {
                    looked.setWord(word, looked.word(word) | part.bits.word(word));
                }
            }
        }
        return hash;
    }

    /** Ethertypes and whether it is a later fragment are looked at anyway. */
    private static void lookAtPrerequisites(Field field, FlowKey key, FlowKey looked) {
        switch (field.prerequisite()) {
            case VLAN_VID -> looked.set(FlowField.VLAN_TCI, looked.get(FlowField.VLAN_TCI) | FlowField.VLAN_PRESENT);
            case TCP, UDP, SCTP, ICMPV4, ICMPV6 -> looked.matchAll(FlowField.IP_PROTO);
            case ND, ND_SOLICIT, ND_ADVERT -> {
                looked.matchAll(FlowField.IP_PROTO);
                if (key.get(FlowField.IP_PROTO) == IpProtocol.ICMPV6) {
                    looked.matchAll(FlowField.TP_SRC).matchAll(FlowField.TP_DST);
                }
            }
            default -> {
                // Nothing else is asked for.
            }
        }
    }
}
