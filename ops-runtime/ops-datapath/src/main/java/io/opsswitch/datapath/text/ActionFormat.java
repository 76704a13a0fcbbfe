/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.ControllerCookie;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.SlowPathCookie;
import java.util.Locale;

/**
 * Writes actions as Open vSwitch's dpctl does, such as {@code push_vlan(vid=10,pcp=0),2}. {@link ActionParser} reads
 * these texts.
 *
 * <p>As in dpctl, some things are not written: the reason of a drop, the flags of {@code add_mpls}, which events of a
 * connection are reported, leading zeros of a cookie, and tenths of a percent of a probability are the finest.
 */
public final class ActionFormat {

    private static final double CERTAIN = 0xffff_ffffL;

    private final StringBuilder out = new StringBuilder();
    private final Actions actions;
    private final PortNames names;

    private ActionFormat(Actions actions, PortNames names) {
        this.actions = actions;
        this.names = names;
    }

    /** Return the text of actions, with port numbers; no action at all is {@code drop}. */
    public static String text(Actions actions) {
        return text(actions, PortNames.NONE);
    }

    /** Return the text of actions, with the names of ports that have one. */
    public static String text(Actions actions, PortNames names) {
        ActionFormat format = new ActionFormat(actions, names);
        format.list(0, actions.end());
        return format.out.toString();
    }

    private void list(int start, int end) {
        if (start == end) {
            out.append("drop");
        }
        for (int at = start; at < end; at = actions.next(at)) {
            if (at > start) {
                out.append(',');
            }
            action(at);
        }
    }

    private void action(int at) {
        switch (actions.opcode(at)) {
            case Action.OUTPUT -> out.append(names.text(actions.argument(at)));
            case Action.USERSPACE -> userspace(actions.upcall(at));
            case Action.SET, Action.SET_MASKED -> set(at);
            case Action.PUSH_VLAN -> pushVlan(actions.argument(at));
            case Action.SAMPLE -> {
                double percent = 100.0 * Integer.toUnsignedLong(actions.argument(at)) / CERTAIN;
                out.append("sample(sample=")
                        .append(String.format(Locale.ROOT, "%.1f", percent))
                        .append("%,actions(");
                nested(at, "))");
            }
            case Action.RECIRC -> {
                FieldStyle.HEX.value(out.append("recirc("), Bits.of(unsigned(at, 0)));
                out.append(')');
            }
            case Action.HASH -> hash(at);
            case Action.PUSH_MPLS, Action.ADD_MPLS -> mpls(at);
            case Action.POP_MPLS ->
                out.append("pop_mpls(eth_type=0x")
                        .append(Integer.toHexString(actions.argument(at)))
                        .append(')');
            case Action.CT -> ConnTrackText.write(out, actions.connTrack(at));
            case Action.TRUNC, Action.METER ->
                out.append(Action.name(actions.opcode(at)))
                        .append('(')
                        .append(unsigned(at, 0))
                        .append(')');
            case Action.PUSH_ETH -> {
                FieldStyle.MAC.value(out.append("push_eth(src="), Bits.of(actions.ethernetAddress(at, 1)));
                FieldStyle.MAC.value(out.append(",dst="), Bits.of(actions.ethernetAddress(at, 0)));
                out.append(')');
            }
            case Action.PUSH_NSH -> NshText.write(out, actions.nsh(at));
            case Action.POP_NSH -> out.append("pop_nsh()");
            case Action.CLONE -> nested(at, out.append("clone("), ")");
            case Action.CHECK_PKT_LEN -> checkLength(at);
            case Action.DEC_TTL -> nested(at, out.append("dec_ttl(le_1("), "))");
            case Action.PSAMPLE -> psample(at);
            case Action.TUNNEL_PUSH -> TunnelPushText.write(out, actions.tunnelPush(at), names);
            case Action.TUNNEL_POP ->
                out.append("tnl_pop(").append(names.text(actions.argument(at))).append(')');
            case Action.POP_VLAN, Action.POP_ETH, Action.CT_CLEAR, Action.DROP ->
                out.append(Action.name(actions.opcode(at)));
            default -> throw new IllegalStateException("no text for " + Action.name(actions.opcode(at)));
        }
    }

    private void nested(int at, StringBuilder opened, String close) {
        list(actions.nestedStart(at), actions.next(at));
        opened.append(close);
    }

    private void nested(int at, String close) {
        nested(at, out, close);
    }

    private long unsigned(int at, int index) {
        return Integer.toUnsignedLong(actions.argument(at, index));
    }

    private void userspace(Action.Upcall upcall) {
        out.append("userspace(pid=").append(Integer.toUnsignedString(upcall.pid()));
        ControllerCookie cookie = ControllerCookie.decode(upcall.userData());
        SlowPathCookie slow = SlowPathCookie.decode(upcall.userData());
        if (cookie != null) {
            out.append(',').append(cookie.text());
        } else if (slow != null) {
            out.append(',').append(slow.text());
        } else if (upcall.userData().length > 0) {
            out.append(",userdata(");
            for (byte b : upcall.userData()) {
                FieldStyle.digits(out, b & 0xff, 2);
            }
            out.append(')');
        }
        if (upcall.withActions()) {
            out.append(",actions");
        }
        if (upcall.egressTunnelPort() != -1) {
            out.append(",tunnel_out_port=").append(names.text(upcall.egressTunnelPort()));
        }
        out.append(')');
    }

    private void set(int at) {
        FlowKey value = new FlowKey();
        FlowKey mask = new FlowKey();
        for (int i = 0; i < actions.setCount(at); i++) {
            value.setWord(actions.setWord(at, i), actions.setValue(at, i));
            mask.setWord(actions.setWord(at, i), actions.setMask(at, i));
        }
        boolean isMasked = actions.opcode(at) == Action.SET_MASKED;
        KeyGroup keyGroup = actions.setGroup(at);
        FieldGroup group = FieldGroup.of(keyGroup);
        out.append("set(");
        if (keyGroup == KeyGroup.TUNNEL) {
            new TunnelText.Writer(out, value, null, true).write();
        } else if (keyGroup == KeyGroup.MPLS) {
            MplsText.write(out, value, isMasked ? mask : null, 1);
        } else if (group == null) {
            throw new IllegalStateException("no text for setting " + keyGroup);
        } else {
            new FlowWriter(out, value, isMasked ? mask : null, !isMasked).only(group);
        }
        out.append(')');
    }

    private void pushVlan(int argument) {
        int tpid = argument >>> 16;
        out.append("push_vlan(");
        if (tpid != 0x8100) {
            FieldStyle.ETHERTYPE.value(out.append("tpid="), Bits.of(tpid));
            out.append(',');
        }
        out.append("vid=").append(argument & 0xfff);
        out.append(",pcp=").append(argument >>> 13 & 7).append(')');
    }

    private void hash(int at) {
        out.append("hash(");
        switch (actions.argument(at)) {
            case Action.HASH_L4 -> out.append("l4(").append(unsigned(at, 1)).append("))");
            case Action.HASH_SYMMETRIC_L4 ->
                out.append("sym_l4(").append(unsigned(at, 1)).append("))");
            default ->
                out.append("Unknown hash algorithm(").append(unsigned(at, 0)).append("))");
        }
    }

    private void mpls(int at) {
        out.append(Action.name(actions.opcode(at))).append('(');
        MplsText.entry(out, unsigned(at, 0), -1);
        out.append(",eth_type=0x")
                .append(Integer.toHexString(actions.argument(at, 1)))
                .append(')');
    }

    private void checkLength(int at) {
        out.append("check_pkt_len(size=").append(unsigned(at, 0)).append(",gt(");
        list(actions.nestedStart(at), actions.shorterStart(at));
        out.append("),le(");
        list(actions.shorterStart(at), actions.next(at));
        out.append("))");
    }

    private void psample(int at) {
        out.append("psample(group=").append(unsigned(at, 0));
        if (actions.cookie(at).length > 0) {
            HexText.write(out.append(",cookie="), actions.cookie(at));
        }
        out.append(')');
    }
}
