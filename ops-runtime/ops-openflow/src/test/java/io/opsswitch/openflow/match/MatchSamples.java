/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.match;

import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfctlPeer;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.Form;
import io.opsswitch.openflow.field.Prerequisite;
import java.util.List;
import java.util.Random;

/** Matches made by chance from the table of fields; each has what its fields need, so none is for later fragments. */
public final class MatchSamples {

    private static final List<String> KINDS = List.of(
            "",
            "ip",
            "ipv6",
            "arp",
            "rarp",
            "tcp",
            "tcp6",
            "udp",
            "sctp6",
            "icmp",
            "icmp6",
            "icmp6,icmp_type=135,icmp_code=0",
            "icmp6,icmp_type=136,icmp_code=0",
            "mpls",
            "dl_type=0x894f",
            "vlan_tci=0x1000/0x1000,ip",
            "dl_vlan=7",
            "ct_state=+trk+new,ip",
            "dl_type=0x1234");

    private MatchSamples() {}

    /** Return a match. */
    public static Match any(long seed) {
        return any(seed, true);
    }

    /** Return a match, with options of tunnels or without. The peer forgets their bytes when it reads them from the
     * wire, and takes the values of fields of ERSPAN and GTP-U for their masks; and it wants original
     * addresses of connections to be of the packet's own family. */
    public static Match any(long seed, boolean withOptions) {
        Random random = new Random(seed);
        MatchBuilder match = new MatchBuilder();
        KeyValues kind = new KeyValues(KINDS.get(random.nextInt(KINDS.size())));
        for (KeyValues.Pair pair = kind.next(); pair != null; pair = kind.next()) {
            MatchParser.accept(match, pair.key(), pair.value(), OfNames.NONE);
        }
        List<Field> fields = Fields.all();
        int wanted = random.nextInt(8);
        for (int tries = 0; tries < 400 && wanted > 0; tries++) {
            Field field = fields.get(random.nextInt(fields.size()));
            if (!field.codes().isEmpty()
                    && match.meets(field.prerequisite())
                    && match.isWild(field)
                    && field != Fields.PACKET_TYPE
                    && (withOptions || isForPeer(field))) {
                wanted--;
                add(match, field, random);
            }
        }
        return match.build();
    }

    private static boolean isForPeer(Field field) {
        return OfctlPeer.knows(field)
                && field.tunnelIndex() < 0
                && field.prerequisite() != Prerequisite.CT
                && !field.name().matches("tun_(erspan|gtpu).*");
    }

    private static void add(MatchBuilder match, Field field, Random random) {
        int length = field.tunnelIndex() >= 0 ? random.nextInt(20) + 1 : field.bytes();
        byte[] value = new byte[length];
        byte[] mask = new byte[length];
        do {
            random.nextBytes(value);
            int bits = Math.min(field.bits(), length * 8);
            ByteBits.copy(new byte[length], 0, value, bits, length * 8 - bits);
            if (random.nextBoolean() && value.length > 1) {
                value[0] = 0;
                value[1] = 0;
            }
        } while (!field.isValid(value) || field.form() == Form.FRAG && value[0] >= 2);
        random.nextBytes(mask);
        boolean isMasked =
                field.isMaskable() && random.nextBoolean() && field.form() != Form.FRAG && ByteBits.width(mask) > 0;
        if (!isMasked && field.tunnelIndex() >= 0) {
            value[0] |= 1;
        }
        for (int i = 0; isMasked && i < length; i++) {
            value[i] &= mask[i];
        }
        match.set(field, value, isMasked ? mask : null).impliedBy(field);
    }
}
