/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.Action;
import org.jspecify.annotations.Nullable;

/** Reads connection tracking actions. */
final class ConnTrackReader {
    private ConnTrackReader() {}

    static Action.ConnTrack read(MessageReader reader) throws MalformedMessageException {
        boolean commit = false;
        boolean force = false;
        int zone = 0;
        int mark = 0;
        int markMask = 0;
        long[] labels = new long[4];
        int eventMask = 0;
        String helper = null;
        String timeout = null;
        Action.Nat nat = null;
        reader.enter();
        while (reader.next()) {
            switch (reader.type()) {
                case ActionTable.CT_COMMIT -> commit = true;
                case ActionTable.CT_FORCE_COMMIT -> {
                    commit = true;
                    force = true;
                }
                case ActionTable.CT_ZONE -> zone = reader.getInt();
                case ActionTable.CT_MARK -> {
                    mark = (int) reader.member(ActionTable.MARK, 0);
                    markMask = (int) reader.member(ActionTable.MARK, 1);
                }
                case ActionTable.CT_LABELS -> {
                    for (int i = 0; i < labels.length; i++) {
                        labels[i] = reader.member(ActionTable.LABELS, i);
                    }
                }
                case ActionTable.CT_HELPER -> helper = reader.getString();
                case ActionTable.CT_NAT -> nat = nat(reader);
                case ActionTable.CT_EVENTMASK -> eventMask = reader.getInt();
                case ActionTable.CT_TIMEOUT -> timeout = reader.getString();
                default -> throw reader.fail("not known in connection tracking");
            }
        }
        reader.leave();
        return build(commit, force, zone, mark, markMask, labels, eventMask, helper, timeout, nat);
    }

    private static Action.ConnTrack build(
            boolean commit,
            boolean force,
            int zone,
            int mark,
            int markMask,
            long[] labels,
            int eventMask,
            @Nullable String helper,
            @Nullable String timeout,
            Action.@Nullable Nat nat) {
        return new Action.ConnTrack(
                commit, force, zone, mark, markMask, labels[1], labels[0], labels[3], labels[2], eventMask, helper,
                timeout, nat);
    }

    private static Action.Nat nat(MessageReader reader) throws MalformedMessageException {
        Action.Nat.Direction direction = Action.Nat.Direction.EXISTING;
        boolean ipv6 = false;
        long[] least = new long[2];
        long[] most = new long[2];
        int portMin = 0;
        int portMax = 0;
        boolean persistent = false;
        boolean hash = false;
        boolean random = false;
        reader.enter();
        while (reader.next()) {
            switch (reader.type()) {
                case ActionTable.NAT_SRC -> direction = Action.Nat.Direction.SOURCE;
                case ActionTable.NAT_DST -> direction = Action.Nat.Direction.DESTINATION;
                case ActionTable.NAT_IP_MIN -> ipv6 |= address(reader, least);
                case ActionTable.NAT_IP_MAX -> ipv6 |= address(reader, most);
                case ActionTable.NAT_PROTO_MIN -> portMin = reader.getInt();
                case ActionTable.NAT_PROTO_MAX -> portMax = reader.getInt();
                case ActionTable.NAT_PERSISTENT -> persistent = true;
                case ActionTable.NAT_PROTO_HASH -> hash = true;
                case ActionTable.NAT_PROTO_RANDOM -> random = true;
                default -> throw reader.fail("not known in address translation");
            }
        }
        reader.leave();
        return new Action.Nat(
                direction, ipv6, least[0], least[1], most[0], most[1], portMin, portMax, persistent, hash, random);
    }

    /** Read an address into two halves; return whether it is an IPv6 one. */
    private static boolean address(MessageReader reader, long[] halves) throws MalformedMessageException {
        switch (reader.length()) {
            case 4 -> halves[1] = Numbers.read(reader.buffer(), reader.payload(), 4, true);
            case 16 -> {
                halves[0] = reader.getBigLong(0);
                halves[1] = reader.getBigLong(Long.BYTES);
                return true;
            }
            default -> throw reader.fail("an address of " + reader.length() + " bytes, where 4 or 16 are wanted");
        }
        return false;
    }
}
