/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import java.util.function.Consumer;

/** Reads lists of actions. An action that is not known is an error: to pass over it would change what a flow does. */
public final class ActionsReader {

    private ActionsReader() {}

    /** Read the actions in the nest at which a reader stands. */
    public static Actions read(MessageReader reader) throws MalformedMessageException {
        Actions.Builder builder = Actions.builder();
        nested(reader, builder);
        return builder.build();
    }

    private static void nested(MessageReader reader, Actions.Builder builder) throws MalformedMessageException {
        reader.enter();
        while (reader.next()) {
            one(reader, builder);
        }
        reader.leave();
    }

    /** Carries an exception through the builder's callbacks. */
    private static final class Carrier extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final MalformedMessageException carried;

        Carrier(MalformedMessageException carried) {
            super(carried);
            this.carried = carried;
        }
    }

    private static Consumer<Actions.Builder> nest(MessageReader reader, int place) {
        return builder -> {
            if (place < 0) {
                return;
            }
            try {
                reader.seek(place);
                reader.next();
                nested(reader, builder);
            } catch (MalformedMessageException e) {
                throw new Carrier(e);
            }
        };
    }

    private static void one(MessageReader reader, Actions.Builder builder) throws MalformedMessageException {
        try {
            action(reader, builder);
        } catch (Carrier e) {
            throw e.carried;
        } catch (IllegalStateException | IllegalArgumentException e) {
            // What the builder does not take: too long, too deep, a value out of its range.
            throw reader.fail("no action of a list: " + e.getMessage());
        }
    }

    private static void action(MessageReader reader, Actions.Builder builder) throws MalformedMessageException {
        switch (reader.type()) {
            case Action.OUTPUT -> builder.output(reader.getInt());
            case Action.USERSPACE -> builder.userspace(upcall(reader));
            case Action.SET -> set(reader, builder, false);
            case Action.SET_MASKED -> set(reader, builder, true);
            case Action.PUSH_VLAN ->
                builder.pushVlan(
                        (int) reader.member(ActionTable.PUSH_VLAN, 0), (int) reader.member(ActionTable.PUSH_VLAN, 1));
            case Action.POP_VLAN -> builder.popVlan();
            case Action.SAMPLE -> sample(reader, builder);
            case Action.RECIRC -> builder.recirc(reader.getInt());
            case Action.HASH ->
                builder.hash((int) reader.member(ActionTable.HASH, 0), (int) reader.member(ActionTable.HASH, 1));
            case Action.PUSH_MPLS ->
                builder.pushMpls(
                        (int) reader.member(ActionTable.PUSH_MPLS, 0), (int) reader.member(ActionTable.PUSH_MPLS, 1));
            case Action.POP_MPLS -> builder.popMpls(reader.getInt());
            case Action.CT -> builder.connTrack(ConnTrackReader.read(reader));
            case Action.TRUNC -> builder.trunc(reader.getInt());
            case Action.PUSH_ETH ->
                builder.pushEthernet(reader.member(ActionTable.PUSH_ETH, 1), reader.member(ActionTable.PUSH_ETH, 0));
            case Action.POP_ETH -> builder.popEthernet();
            case Action.CT_CLEAR -> builder.connTrackClear();
            case Action.PUSH_NSH -> builder.pushNsh(nsh(reader));
            case Action.POP_NSH -> builder.popNsh();
            case Action.METER -> builder.meter(reader.getInt());
            case Action.CLONE -> {
                int place = reader.position();
                builder.copy(nest(reader, place));
            }
            case Action.CHECK_PKT_LEN -> checkLength(reader, builder);
            case Action.ADD_MPLS ->
                builder.addMpls(
                        (int) reader.member(ActionTable.ADD_MPLS, 0),
                        (int) reader.member(ActionTable.ADD_MPLS, 1),
                        (int) reader.member(ActionTable.ADD_MPLS, 2));
            case Action.DEC_TTL -> decTtl(reader, builder);
            case Action.DROP -> builder.drop(reader.getInt());
            case Action.PSAMPLE -> psample(reader, builder);
            default -> throw reader.fail("an action that is not known; an older datapath or a newer switch is needed");
        }
    }

    private static Action.Upcall upcall(MessageReader reader) throws MalformedMessageException {
        int pid = 0;
        byte[] userData = new byte[0];
        int port = -1;
        boolean withActions = false;
        reader.enter();
        while (reader.next()) {
            switch (reader.type()) {
                case ActionTable.USERSPACE_PID -> pid = reader.getInt();
                case ActionTable.USERSPACE_USERDATA -> userData = reader.getBytes();
                case ActionTable.USERSPACE_EGRESS_TUN_PORT -> port = reader.getInt();
                case ActionTable.USERSPACE_ACTIONS -> withActions = true;
                default -> throw reader.fail("not known in an upcall action");
            }
        }
        reader.leave();
        return new Action.Upcall(pid, userData, port, withActions);
    }

    private static void set(MessageReader reader, Actions.Builder builder, boolean masked)
            throws MalformedMessageException {
        reader.enter();
        if (!reader.next()) {
            throw reader.fail("sets nothing");
        }
        if (!reader.isKnown() || reader.type() == KeyTable.ENCAP) {
            throw reader.fail("sets what is not known");
        }
        KeyGroup group = KeyGroup.of(reader.type());
        FlowKey value = new FlowKey();
        FlowKey mask = new FlowKey();
        switch (group) {
            case TUNNEL -> {
                if (masked) {
                    throw reader.fail("set under a mask, where it is set only as a whole");
                }
                TunnelCodec.read(reader, value, false);
            }
            case NSH -> {
                reader.enter();
                while (reader.next()) {
                    if (reader.type() != KeyTable.NSH_BASE && reader.type() != KeyTable.NSH_MD1) {
                        throw reader.fail("cannot be set");
                    }
                    readPair(reader, value, mask, masked);
                }
                reader.leave();
            }
            default -> readPair(reader, value, mask, masked);
        }
        if (masked) {
            builder.setMasked(group, value, mask);
        } else {
            builder.set(group, value);
        }
        if (reader.next()) {
            throw reader.fail("one group is set at a time");
        }
        reader.leave();
    }

    private static void readPair(MessageReader reader, FlowKey value, FlowKey mask, boolean masked)
            throws MalformedMessageException {
        Attribute attribute = reader.attribute();
        StructLayout layout = attribute == null ? null : attribute.layout();
        if (layout == null || reader.length() != layout.size() * (masked ? 2 : 1)) {
            throw reader.fail("a payload of " + reader.length() + " bytes");
        }
        if (!StructCodec.read(reader.buffer(), reader.payload(), layout, value, false)) {
            throw reader.fail("a value that no packet has");
        }
        if (masked) {
            StructCodec.read(reader.buffer(), reader.payload() + layout.size(), layout, mask, true);
        }
    }

    private static void sample(MessageReader reader, Actions.Builder builder) throws MalformedMessageException {
        int probability = 0;
        int place = -1;
        reader.enter();
        while (reader.next()) {
            switch (reader.type()) {
                case ActionTable.SAMPLE_PROBABILITY -> probability = reader.getInt();
                case ActionTable.SAMPLE_ACTIONS -> place = reader.position();
                default -> throw reader.fail("not known in a sample action");
            }
        }
        builder.sample(probability, nest(reader, place));
        reader.leave();
    }

    private static void checkLength(MessageReader reader, Actions.Builder builder) throws MalformedMessageException {
        int bytes = 0;
        int longer = -1;
        int notLonger = -1;
        reader.enter();
        while (reader.next()) {
            switch (reader.type()) {
                case ActionTable.LENGTH_PKT_LEN -> bytes = reader.getInt();
                case ActionTable.LENGTH_GREATER -> longer = reader.position();
                case ActionTable.LENGTH_LESS_EQUAL -> notLonger = reader.position();
                default -> throw reader.fail("not known in a length check");
            }
        }
        builder.checkLength(bytes, nest(reader, longer), nest(reader, notLonger));
        reader.leave();
    }

    private static void decTtl(MessageReader reader, Actions.Builder builder) throws MalformedMessageException {
        int place = -1;
        reader.enter();
        while (reader.next()) {
            if (reader.type() != ActionTable.DEC_TTL_ACTION) {
                throw reader.fail("not known in an action that lowers the time to live");
            }
            place = reader.position();
        }
        builder.decTtl(nest(reader, place));
        reader.leave();
    }

    private static void psample(MessageReader reader, Actions.Builder builder) throws MalformedMessageException {
        int group = 0;
        byte[] cookie = new byte[0];
        reader.enter();
        while (reader.next()) {
            switch (reader.type()) {
                case ActionTable.PSAMPLE_GROUP -> group = reader.getInt();
                case ActionTable.PSAMPLE_COOKIE -> cookie = reader.getBytes();
                default -> throw reader.fail("not known in a psample action");
            }
        }
        reader.leave();
        builder.psample(group, cookie);
    }

    private static Action.Nsh nsh(MessageReader reader) throws MalformedMessageException {
        reader.enter();
        if (!reader.next() || reader.type() != KeyGroup.NSH.number()) {
            throw reader.fail("lacks its header");
        }
        int place = -1;
        long[] base = new long[KeyTable.BASE.count()];
        byte[] metadata = new byte[0];
        reader.enter();
        while (reader.next()) {
            switch (reader.type()) {
                case KeyTable.NSH_BASE -> {
                    place = reader.position();
                    for (int i = 0; i < base.length; i++) {
                        base[i] = reader.member(KeyTable.BASE, i);
                    }
                }
                case KeyTable.NSH_MD1, KeyTable.NSH_MD2 -> metadata = reader.getBytes();
                default -> throw reader.fail("not known in a network service header");
            }
        }
        if (place < 0) {
            throw reader.fail("lacks the fixed part of the header");
        }
        reader.leave();
        reader.leave();
        return new Action.Nsh((int) base[0], (int) base[1], (int) base[2], (int) base[3], (int) base[4], metadata);
    }
}
