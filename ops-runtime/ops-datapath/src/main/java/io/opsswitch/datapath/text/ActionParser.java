/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.ControllerCookie;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.SlowPathCookie;
import java.util.function.Consumer;

/** Reads actions as Open vSwitch's dpctl takes and writes them. */
public final class ActionParser {

    private static final double CERTAIN = 0xffff_ffffL;
    private static final int MAX_COOKIE = 16;

    private final Cursor in;
    private final PortNames names;
    private int depth;

    private ActionParser(Cursor in, PortNames names) {
        this.in = in;
        this.names = names;
    }

    /**
     * Read actions; {@code drop} alone, or nothing, are none.
     *
     * @param names the names that may stand in place of port numbers
     * @throws FlowTextException if the text is wrong
     */
    public static Actions actions(String text, PortNames names) throws FlowTextException {
        Actions.Builder builder = Actions.builder();
        Cursor in = new Cursor(text);
        new ActionParser(in, names).list(builder, false);
        return builder.build();
    }

    /** Read actions up to the end, or up to a closing parenthesis, which is passed over. */
    private void list(Actions.Builder builder, boolean isNested) throws FlowTextException {
        in.skipDelimiters();
        int start = in.at();
        if (in.take("drop")) {
            in.skipDelimiters();
            if (isEnd(isNested)) {
                return;
            }
            in.moveTo(start);
        }
        while (!isEnd(isNested)) {
            if (in.isAtEnd()) {
                throw in.expected("an action or ')'");
            }
            action(builder);
            if (!in.isAtEnd() && in.peek() != ')' && !in.atDelimiter()) {
                throw in.expected("',' behind the action");
            }
            in.skipDelimiters();
        }
    }

    private boolean isEnd(boolean isNested) {
        return isNested ? in.take(")") : in.isAtEnd();
    }

    private void action(Actions.Builder builder) throws FlowTextException {
        int place = in.at();
        String name = in.until(", \t\r\n)(");
        Integer port = names.number(name);
        if (port != null) {
            builder.output(port);
            return;
        }
        if (!name.isEmpty() && name.charAt(0) >= '0' && name.charAt(0) <= '9') {
            in.moveTo(place);
            builder.output((int) in.number(32));
            return;
        }
        if (!plain(builder, name) && !(in.take("(") && withArguments(builder, name))) {
            in.moveTo(place);
            throw in.expected(
                    names == PortNames.NONE ? "an action or a port number" : "an action, a port number or a port name");
        }
    }

    /** Add an action without parentheses; return whether it is one. */
    private boolean plain(Actions.Builder builder, String name) throws FlowTextException {
        switch (name) {
            case "pop_vlan" -> builder.popVlan();
            case "pop_eth" -> builder.popEthernet();
            case "ct_clear" -> builder.connTrackClear();
            case "drop" -> builder.drop(0);
            case "ct" -> builder.connTrack(ConnTrackText.read(in));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Add an action of which the parenthesis was just passed over; return whether it is one. */
    private boolean withArguments(Actions.Builder builder, String name) throws FlowTextException {
        switch (name) {
            case "userspace" -> builder.userspace(userspace());
            case "set" -> set(builder);
            case "push_vlan" -> pushVlan(builder);
            case "sample" -> sample(builder);
            case "recirc" -> builder.recirc(last(32));
            case "hash" -> hash(builder);
            case "push_mpls" -> builder.pushMpls(MplsText.entry(in), etherType(",eth_type="));
            case "pop_mpls" -> builder.popMpls(etherType("eth_type="));
            case "trunc" -> builder.trunc(last(32));
            case "push_eth" -> pushEthernet(builder);
            case "push_nsh" -> builder.pushNsh(NshText.read(in));
            case "pop_nsh" -> {
                in.expect(")");
                builder.popNsh();
            }
            case "meter" -> builder.meter(last(32));
            case "clone" -> nested(inner -> builder.copy(inner));
            case "check_pkt_len" -> checkLength(builder);
            case "add_mpls" -> builder.addMpls(MplsText.entry(in), etherType(",eth_type="), 0);
            case "dec_ttl" -> {
                in.expect("le_1(");
                nested(inner -> builder.decTtl(inner));
                in.expect(")");
            }
            case "psample" -> psample(builder);
            case "tnl_pop" -> {
                builder.tunnelPop(port());
                in.expect(")");
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Reads nested actions where the builder wants them. */
    private interface Nesting {
        void add(Consumer<Actions.Builder> nested);
    }

    /** Carries the error out of where the builder calls back. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final FlowTextException error;

        Failure(FlowTextException error) {
            super(error);
            this.error = error;
        }
    }

    private void nested(Nesting nesting) throws FlowTextException {
        checkDepth();
        try {
            nesting.add(this::inner);
        } catch (Failure e) {
            throw e.error;
        }
    }

    private void checkDepth() throws FlowTextException {
        if (depth == Actions.MAX_DEPTH) {
            throw in.error(in.at(), "actions nested deeper than " + Actions.MAX_DEPTH + "; nest fewer");
        }
    }

    private void inner(Actions.Builder builder) {
        try {
            depth++;
            list(builder, true);
            depth--;
        } catch (FlowTextException e) {
            throw new Failure(e);
        }
    }

    private int last(int bits) throws FlowTextException {
        int number = (int) in.number(bits);
        in.expect(")");
        return number;
    }

    private int etherType(String label) throws FlowTextException {
        in.expect(label);
        return last(16);
    }

    private Action.Upcall userspace() throws FlowTextException {
        in.expect("pid=");
        int pid = (int) in.number(32);
        byte[] data = new byte[0];
        if (in.take(",userdata(")) {
            data = HexText.bytes(in);
            in.expect(")");
        } else if (in.take(",controller(")) {
            data = controller().encode();
        } else if (in.take(",slow_path(")) {
            data = slowPath().encode();
        }
        boolean withActions = in.take(",actions");
        int port = -1;
        if (in.take(",tunnel_out_port=")) {
            port = port();
        }
        if (!in.take(")")) {
            throw in.expected(",userdata(...), ,actions, ,tunnel_out_port= or ')'");
        }
        return new Action.Upcall(pid, data, port, withActions);
    }

    private SlowPathCookie slowPath() throws FlowTextException {
        int reasons = 0;
        int place = in.at();
        for (String word : in.until(")").split("\\|", -1)) {
            int reason = SlowPathCookie.reason(word);
            if (reason == 0 && !word.equals("0")) {
                throw in.error(place, "a reason for the slow path such as action or match expected, found " + word);
            }
            reasons |= reason;
        }
        in.expect(")");
        return new SlowPathCookie(reasons);
    }

    private ControllerCookie controller() throws FlowTextException {
        int reason = (int) number("reason=", 16);
        boolean dontSend = number(",dont_send=", 1) != 0;
        boolean isContinuation = number(",continuation=", 1) != 0;
        int recircId = (int) number(",recirc_id=", 32);
        long cookie = number(",rule_cookie=", 64);
        int id = (int) number(",controller_id=", 16);
        int length = (int) number(",max_len=", 16);
        in.expect(")");
        return new ControllerCookie(dontSend, isContinuation, reason, recircId, cookie, id, length);
    }

    private long number(String label, int bits) throws FlowTextException {
        in.expect(label);
        return in.number(bits);
    }

    private int port() throws FlowTextException {
        int place = in.at();
        Integer named = names.number(in.until(",)"));
        if (named != null) {
            return named;
        }
        in.moveTo(place);
        return (int) in.number(32);
    }

    private void set(Actions.Builder builder) throws FlowTextException {
        FlowKey value = new FlowKey();
        FlowKey mask = new FlowKey();
        KeyGroup group = FlowReader.setGroup(in, value, mask);
        in.expect(")");
        if (group == KeyGroup.TUNNEL
                || group == KeyGroup.MPLS && mask.equals(MplsText.FIRST)
                || isComplete(group, mask)) {
            builder.set(group, value);
        } else {
            builder.setMasked(group, value, mask);
        }
    }

    private static boolean isComplete(KeyGroup group, FlowKey mask) {
        FieldGroup fields = FieldGroup.of(group);
        return fields != null
                && fields.items().stream().allMatch(item -> item.get(mask).equals(item.exact()));
    }

    private void pushVlan(Actions.Builder builder) throws FlowTextException {
        int tpid = 0x8100;
        if (in.take("tpid=")) {
            tpid = (int) in.number(16);
            in.expect(",");
        }
        in.expect("vid=");
        int vid = (int) in.number(12);
        in.expect(",pcp=");
        int pcp = (int) in.number(3);
        if (in.take(",cfi=")) {
            in.expect("1");
        }
        in.expect(")");
        builder.pushVlan(tpid, pcp << 13 | vid);
    }

    private void sample(Actions.Builder builder) throws FlowTextException {
        in.expect("sample=");
        int place = in.at();
        String digits = in.until("%,) ");
        if (!digits.matches("[0-9]{1,3}(\\.[0-9]{1,17})?") || Double.parseDouble(digits) > 100) {
            in.moveTo(place);
            throw in.expected("a percentage from 0 to 100");
        }
        long probability = (long) Math.floor(CERTAIN * (Double.parseDouble(digits) / 100) + .5);
        in.expect("%,actions(");
        nested(inner -> builder.sample((int) probability, inner));
        in.expect(")");
    }

    private void hash(Actions.Builder builder) throws FlowTextException {
        int algorithm;
        if (in.take("l4(")) {
            algorithm = Action.HASH_L4;
        } else if (in.take("sym_l4(")) {
            algorithm = Action.HASH_SYMMETRIC_L4;
        } else {
            throw in.expected("l4( or sym_l4(");
        }
        builder.hash(algorithm, last(32));
        in.expect(")");
    }

    private void pushEthernet(Actions.Builder builder) throws FlowTextException {
        in.expect("src=");
        long source = FieldStyle.MAC.parse(in, 48).low();
        in.expect(",dst=");
        long destination = FieldStyle.MAC.parse(in, 48).low();
        in.expect(")");
        builder.pushEthernet(destination, source);
    }

    private void checkLength(Actions.Builder builder) throws FlowTextException {
        in.expect("size=");
        int size = (int) in.number(16);
        in.expect(",gt(");
        checkDepth();
        try {
            builder.checkLength(size, this::inner, shorter -> {
                try {
                    in.expect(",le(");
                } catch (FlowTextException e) {
                    throw new Failure(e);
                }
                inner(shorter);
            });
        } catch (Failure e) {
            throw e.error;
        }
        in.expect(")");
    }

    private void psample(Actions.Builder builder) throws FlowTextException {
        in.expect("group=");
        int group = (int) in.number(32);
        byte[] cookie = new byte[0];
        if (in.take(",cookie=")) {
            int place = in.at();
            in.expect("0x");
            String digits = in.hexDigits();
            if (digits.isEmpty() || digits.length() > 2 * MAX_COOKIE) {
                in.moveTo(place);
                throw in.expected("a cookie of 1 to " + MAX_COOKIE + " bytes");
            }
            in.moveTo(place);
            cookie = HexText.number(in, (digits.length() + 1) / 2);
        }
        in.expect(")");
        builder.psample(group, cookie);
    }
}
