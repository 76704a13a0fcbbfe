/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.IntText;
import java.util.Locale;

/** Actions on tags: of VLANs and of MPLS. */
final class TagActions {

    private static final int VLAN = 0x8100;
    private static final int VLAN_SERVICE = 0x88a8;
    private static final int PRESENT = 0x1000;

    private TagActions() {}

    static void register() {
        vlanVid();
        vlanPcp();
        pushPop();
        mplsFields();
        mplsTags();
    }

    private static void vlanVid() {
        ActionTable.kind(
                OfpAct.SetVlanVid.class,
                "set_vlan_vid",
                ActionOrder.SET,
                (action, out) -> out.put(action.isPushing() ? "mod_vlan_vid:" : "set_vlan_vid:")
                        .put(action.vid()),
                (action, out) -> {
                    int version = out.version.number();
                    pushIfNeeded(action.isPushing(), action.flowHasVlan(), out);
                    if (version <= 2) {
                        out.simple(version == 1 ? RawAction.SET_VLAN_VID10 : RawAction.SET_VLAN_VID11, 2, action.vid());
                    } else {
                        FieldActions.putSetField(out, Fields.VLAN_VID, action.vid() | PRESENT);
                    }
                },
                (action, checks) ->
                        new OfpAct.SetVlanVid(action.vid(), action.isPushing(), checks.needVlan(action.isPushing())));
        ActionTable.wire(RawAction.SET_VLAN_VID10, (in, out) -> out.add(vid(in, true)));
        ActionTable.wire(RawAction.SET_VLAN_VID11, (in, out) -> out.add(vid(in, false)));
        ActionTable.word("set_vlan_vid", (text, parse) -> parse.add(vid(text, false)));
        ActionTable.word("mod_vlan_vid", (text, parse) -> parse.add(vid(text, true)));
    }

    private static void pushIfNeeded(boolean isPushing, boolean flowHasVlan, ActionOut out) {
        if (out.version.number() > 1 && isPushing && !flowHasVlan) {
            out.simple(RawAction.PUSH_VLAN, 2, VLAN);
        }
    }

    private static OfpAct vid(ActionIn in, boolean isPushing) {
        int vid = in.argument(2);
        in.require(vid <= 0xfff, "no VLAN is " + vid);
        return new OfpAct.SetVlanVid(vid, isPushing, false);
    }

    private static OfpAct vid(String text, boolean isPushing) {
        int vid = IntText.parse(text, "VLAN VID", 0xffff);
        return new OfpAct.SetVlanVid(limited(vid, 0xfff, text, "VLAN VID"), isPushing, false);
    }

    static int limited(int value, int mask, String text, String what) {
        if ((value & ~mask) != 0) {
            throw new OfSyntaxException(text + ": not a valid " + what);
        }
        return value;
    }

    private static void vlanPcp() {
        ActionTable.kind(
                OfpAct.SetVlanPcp.class,
                "set_vlan_pcp",
                ActionOrder.SET,
                (action, out) -> out.put(action.isPushing() ? "mod_vlan_pcp:" : "set_vlan_pcp:")
                        .put(action.pcp()),
                (action, out) -> {
                    int version = out.version.number();
                    pushIfNeeded(action.isPushing(), action.flowHasVlan(), out);
                    if (version <= 2) {
                        out.simple(version == 1 ? RawAction.SET_VLAN_PCP10 : RawAction.SET_VLAN_PCP11, 1, action.pcp());
                    } else {
                        FieldActions.putSetField(out, Fields.VLAN_PCP, action.pcp());
                    }
                },
                (action, checks) ->
                        new OfpAct.SetVlanPcp(action.pcp(), action.isPushing(), checks.needVlan(action.isPushing())));
        ActionTable.wire(RawAction.SET_VLAN_PCP10, (in, out) -> out.add(pcp(in, true)));
        ActionTable.wire(RawAction.SET_VLAN_PCP11, (in, out) -> out.add(pcp(in, false)));
        ActionTable.word("set_vlan_pcp", (text, parse) -> parse.add(pcp(text, false)));
        ActionTable.word("mod_vlan_pcp", (text, parse) -> parse.add(pcp(text, true)));
    }

    private static OfpAct pcp(ActionIn in, boolean isPushing) {
        int pcp = in.argument(1);
        in.require(pcp <= 7, "no VLAN priority is " + pcp);
        return new OfpAct.SetVlanPcp(pcp, isPushing, false);
    }

    private static OfpAct pcp(String text, boolean isPushing) {
        int pcp = IntText.parse(text, "VLAN PCP", 0xff);
        return new OfpAct.SetVlanPcp(limited(pcp, 7, text, "VLAN PCP"), isPushing, false);
    }

    private static void pushPop() {
        ActionTable.kind(
                OfpAct.StripVlan.class,
                "strip_vlan",
                ActionOrder.STRIP_VLAN,
                (action, out) -> out.put(action.isPop() ? "pop_vlan" : "strip_vlan"),
                (action, out) -> out.empty(out.version.number() == 1 ? RawAction.STRIP_VLAN : RawAction.POP_VLAN),
                (action, checks) -> {
                    checks.popVlan();
                    return action;
                });
        ActionTable.wire(RawAction.STRIP_VLAN, (in, out) -> out.add(new OfpAct.StripVlan(false)));
        ActionTable.wire(RawAction.POP_VLAN, (in, out) -> out.add(new OfpAct.StripVlan(true)));
        ActionTable.word("strip_vlan", (text, parse) -> parse.add(new OfpAct.StripVlan(false)));
        ActionTable.word("pop_vlan", (text, parse) -> parse.add(new OfpAct.StripVlan(true)));
        ActionTable.kind(
                OfpAct.PushVlan.class,
                "push_vlan",
                ActionOrder.PUSH_VLAN,
                (action, out) -> out.put("push_vlan:").hex(action.ethType()),
                (action, out) -> {
                    // OpenFlow 1.0 cannot say it: there, setting the VLAN adds the tag.
                    if (out.version.number() > 1) {
                        out.simple(RawAction.PUSH_VLAN, 2, action.ethType());
                    }
                },
                (action, checks) -> {
                    checks.pushVlan();
                    return action;
                });
        ActionTable.wire(RawAction.PUSH_VLAN, (in, out) -> {
            int type = in.argument(2);
            in.require(type == VLAN || type == VLAN_SERVICE, "no tag of a VLAN has the type " + type);
            out.add(new OfpAct.PushVlan(type));
        });
        ActionTable.word("push_vlan", (text, parse) -> {
            int type = IntText.parse(text, "ethertype", 0xffff);
            if (type != VLAN && type != VLAN_SERVICE) {
                throw new OfSyntaxException(text + ": not a valid VLAN ethertype");
            }
            parse.add(new OfpAct.PushVlan(type));
        });
    }

    private static void mplsFields() {
        ActionTable.kind(
                OfpAct.SetMplsLabel.class,
                "set_mpls_label",
                ActionOrder.SET,
                (action, out) -> out.put("set_mpls_label(").put(action.label()).put(")"),
                (action, out) -> {
                    if (out.version.number() < 3) {
                        out.simple(RawAction.SET_MPLS_LABEL, 4, action.label());
                    } else {
                        FieldActions.putSetField(out, Fields.MPLS_LABEL, action.label());
                    }
                },
                ActionChecks::needMpls);
        ActionTable.wire(RawAction.SET_MPLS_LABEL, (in, out) -> out.add(new OfpAct.SetMplsLabel(in.argument(4))));
        ActionTable.word("set_mpls_label", (text, parse) -> {
            required(text, "set_mpls_label: expected label.");
            parse.add(new OfpAct.SetMplsLabel(limited(IntText.parse32(text), 0xfffff, text, "MPLS label")));
        });
        ActionTable.kind(
                OfpAct.SetMplsTc.class,
                "set_mpls_tc",
                ActionOrder.SET,
                (action, out) ->
                        out.put("set_mpls_tc(").put(action.trafficClass()).put(")"),
                (action, out) -> {
                    if (out.version.number() < 3) {
                        out.simple(RawAction.SET_MPLS_TC, 1, action.trafficClass());
                    } else {
                        FieldActions.putSetField(out, Fields.MPLS_TC, action.trafficClass());
                    }
                },
                ActionChecks::needMpls);
        ActionTable.wire(RawAction.SET_MPLS_TC, (in, out) -> out.add(new OfpAct.SetMplsTc(in.argument(1))));
        ActionTable.word("set_mpls_tc", (text, parse) -> {
            required(text, "set_mpls_tc: expected tc.");
            int value = IntText.parse(text, "MPLS TC", 0xff);
            parse.add(new OfpAct.SetMplsTc(limited(value, 7, text, "MPLS TC")));
        });
        ActionTable.kind(
                OfpAct.SetMplsTtl.class,
                "set_mpls_ttl",
                ActionOrder.SET,
                (action, out) -> out.put("set_mpls_ttl(").put(action.ttl()).put(")"),
                (action, out) -> out.simple(RawAction.SET_MPLS_TTL, 1, action.ttl()),
                ActionChecks::needMpls);
        ActionTable.wire(RawAction.SET_MPLS_TTL, (in, out) -> out.add(new OfpAct.SetMplsTtl(in.argument(1))));
        ActionTable.word("set_mpls_ttl", (text, parse) -> {
            required(text, "set_mpls_ttl: expected ttl.");
            parse.add(new OfpAct.SetMplsTtl(IntText.parse(text, "MPLS TTL", 0xff)));
        });
    }

    private static void required(String text, String message) {
        if (text.isEmpty()) {
            throw new OfSyntaxException(message);
        }
    }

    private static void mplsTags() {
        ActionTable.kind(
                OfpAct.DecMplsTtl.class,
                "dec_mpls_ttl",
                ActionOrder.DEC_MPLS_TTL,
                (action, out) -> out.put("dec_mpls_ttl"),
                (action, out) -> out.empty(RawAction.DEC_MPLS_TTL),
                ActionChecks::needMpls);
        ActionTable.wire(RawAction.DEC_MPLS_TTL, (in, out) -> out.add(new OfpAct.DecMplsTtl()));
        ActionTable.word("dec_mpls_ttl", (text, parse) -> parse.add(new OfpAct.DecMplsTtl()));
        ActionTable.kind(
                OfpAct.PushMpls.class,
                "push_mpls",
                ActionOrder.PUSH_MPLS,
                (action, out) -> out.put("push_mpls:").put(hex4(action.ethType())),
                (action, out) -> out.simple(RawAction.PUSH_MPLS, 2, action.ethType()),
                (action, checks) -> {
                    checks.pushMpls(action.ethType());
                    return action;
                });
        ActionTable.wire(RawAction.PUSH_MPLS, (in, out) -> {
            int type = in.argument(2);
            in.require(EtherType.isMpls(type), "no label of MPLS has the type " + type);
            out.add(new OfpAct.PushMpls(type));
        });
        ActionTable.word(
                "push_mpls", (text, parse) -> parse.add(new OfpAct.PushMpls(IntText.parse(text, "push_mpls", 0xffff))));
        ActionTable.kind(
                OfpAct.PopMpls.class,
                "pop_mpls",
                ActionOrder.POP_MPLS,
                (action, out) -> out.put("pop_mpls:").put(hex4(action.ethType())),
                (action, out) -> out.simple(RawAction.POP_MPLS, 2, action.ethType()),
                (action, checks) -> {
                    checks.popMpls(action.ethType());
                    return action;
                });
        ActionTable.wire(RawAction.POP_MPLS, (in, out) -> out.add(new OfpAct.PopMpls(in.argument(2))));
        ActionTable.word(
                "pop_mpls", (text, parse) -> parse.add(new OfpAct.PopMpls(IntText.parse(text, "pop_mpls", 0xffff))));
    }

    private static String hex4(int number) {
        return String.format(Locale.ROOT, "0x%04x", number);
    }
}
