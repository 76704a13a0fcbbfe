/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.FieldText;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.IntText;
import java.util.ArrayList;
import java.util.List;

/** The actions of old that set fields of headers, each of which has one of its own; and what decrements TTL. */
final class HeaderActions {

    private static final int DSCP = 0xfc;

    private HeaderActions() {}

    static void register() {
        ethernet();
        ipv4();
        typeOfService();
        ttl();
        ports();
        decTtl();
    }

    private static void ethernet() {
        ActionTable.kind(
                OfpAct.SetEth.class,
                "mod_dl_src",
                ActionOrder.SET,
                (action, out) -> out.put(action.isSource() ? "mod_dl_src:" : "mod_dl_dst:")
                        .put(FieldText.ethernet(mac(action.address()))),
                (action, out) -> {
                    if (out.version.number() < 3) {
                        RawAction raw = action.isSource() ? RawAction.SET_DL_SRC : RawAction.SET_DL_DST;
                        int start = out.begin(raw);
                        out.bytes(mac(action.address())).end(raw, start);
                    } else {
                        FieldActions.putSetField(
                                out, action.isSource() ? Fields.ETH_SRC : Fields.ETH_DST, action.address());
                    }
                });
        for (boolean isSource : new boolean[] {true, false}) {
            ActionTable.wire(
                    isSource ? RawAction.SET_DL_SRC : RawAction.SET_DL_DST,
                    (in, out) -> out.add(new OfpAct.SetEth(isSource, ByteBits.get(in.bytes(6), 0, 48))));
            ActionTable.word(isSource ? "mod_dl_src" : "mod_dl_dst", (text, parse) -> {
                try {
                    byte[] address = FieldText.parseValue(Fields.ETH_SRC, text, OfNames.NONE);
                    parse.add(new OfpAct.SetEth(isSource, ByteBits.get(address, 0, 48)));
                } catch (OfSyntaxException e) {
                    throw new OfSyntaxException("invalid mac address " + text);
                }
            });
        }
    }

    private static byte[] mac(long address) {
        byte[] bytes = new byte[6];
        ByteBits.put(bytes, 0, 48, address);
        return bytes;
    }

    private static void ipv4() {
        ActionTable.kind(
                OfpAct.SetIpv4.class,
                "mod_nw_src",
                ActionOrder.SET,
                (action, out) -> out.put(action.isSource() ? "mod_nw_src:" : "mod_nw_dst:")
                        .put(FieldText.ipv4(action.address(), -1)),
                (action, out) -> {
                    if (out.version.number() < 3) {
                        out.simple(
                                action.isSource() ? RawAction.SET_NW_SRC : RawAction.SET_NW_DST, 4, action.address());
                    } else {
                        FieldActions.putSetField(
                                out, action.isSource() ? Fields.IPV4_SRC : Fields.IPV4_DST, action.address());
                    }
                },
                ActionChecks::needIpv4);
        for (boolean isSource : new boolean[] {true, false}) {
            ActionTable.wire(
                    isSource ? RawAction.SET_NW_SRC : RawAction.SET_NW_DST,
                    (in, out) -> out.add(new OfpAct.SetIpv4(isSource, in.argument(4))));
            ActionTable.word(isSource ? "mod_nw_src" : "mod_nw_dst", (text, parse) -> {
                try {
                    byte[] address = FieldText.parseValue(Fields.IPV4_SRC, text, OfNames.NONE);
                    parse.add(new OfpAct.SetIpv4(isSource, (int) ByteBits.get(address, 0, 32)));
                } catch (OfSyntaxException e) {
                    throw new OfSyntaxException(text + ": could not convert to IP address");
                }
            });
        }
    }

    private static void typeOfService() {
        ActionTable.kind(
                OfpAct.SetDscp.class,
                "mod_nw_tos",
                ActionOrder.SET,
                (action, out) -> out.put("mod_nw_tos:").put(action.tos()),
                (action, out) -> {
                    if (out.version.number() < 3) {
                        out.simple(RawAction.SET_NW_TOS, 1, action.tos());
                    } else {
                        FieldActions.putSetField(out, Fields.IP_DSCP, action.tos() >> 2);
                    }
                },
                ActionChecks::needIp);
        ActionTable.wire(RawAction.SET_NW_TOS, (in, out) -> {
            int tos = in.argument(1);
            in.require((tos & ~DSCP) == 0, "has bits that are not of DSCP");
            out.add(new OfpAct.SetDscp(tos));
        });
        ActionTable.word(
                "mod_nw_tos",
                (text, parse) -> parse.add(
                        new OfpAct.SetDscp(TagActions.limited(IntText.parse(text, "TOS", 0xff), DSCP, text, "TOS"))));
        ActionTable.kind(
                OfpAct.SetEcn.class,
                "mod_nw_ecn",
                ActionOrder.SET,
                (action, out) -> out.put("mod_nw_ecn:").put(action.ecn()),
                (action, out) -> putEcn(action.ecn(), out),
                ActionChecks::needIp);
        ActionTable.wire(RawAction.SET_NW_ECN, (in, out) -> {
            int ecn = in.argument(1);
            in.require(ecn <= 3, "has bits that are not of ECN");
            out.add(new OfpAct.SetEcn(ecn));
        });
        ActionTable.word(
                "mod_nw_ecn",
                (text, parse) -> parse.add(
                        new OfpAct.SetEcn(TagActions.limited(IntText.parse(text, "ECN", 0xff), 3, text, "ECN"))));
    }

    static void putEcn(int ecn, ActionOut out) {
        switch (out.version) {
            case OF10 -> FieldActions.putLoad(out, Fields.IP_ECN, 0, 2, ecn);
            case OF11 -> out.simple(RawAction.SET_NW_ECN, 1, ecn);
            default -> FieldActions.putSetField(out, Fields.IP_ECN, ecn);
        }
    }

    private static void ttl() {
        ActionTable.kind(
                OfpAct.SetTtl.class,
                "mod_nw_ttl",
                ActionOrder.SET,
                (action, out) -> out.put("mod_nw_ttl:").put(action.ttl()),
                (action, out) -> {
                    if (out.version.number() >= 2) {
                        out.simple(RawAction.SET_NW_TTL, 1, action.ttl());
                    } else {
                        FieldActions.putLoad(out, Fields.IP_TTL, 0, 8, action.ttl());
                    }
                },
                ActionChecks::needIp);
        ActionTable.wire(RawAction.SET_NW_TTL, (in, out) -> out.add(new OfpAct.SetTtl(in.argument(1))));
        for (String word : List.of("mod_nw_ttl", "set_nw_ttl")) {
            ActionTable.word(word, (text, parse) -> parse.add(new OfpAct.SetTtl(IntText.parse(text, "TTL", 0xff))));
        }
    }

    private static void ports() {
        ActionTable.kind(
                OfpAct.SetTp.class,
                "mod_tp_src",
                ActionOrder.SET,
                (action, out) -> out.put(action.isSource() ? "mod_tp_src:" : "mod_tp_dst:")
                        .put(action.port()),
                (action, out) -> {
                    String protocol = switch (action.protocol()) {
                        case 6 -> "tcp";
                        case 17 -> "udp";
                        case 132 -> "sctp";
                        default -> "";
                    };
                    if (out.version.number() >= 3 && !protocol.isEmpty()) {
                        Field field = Fields.get(protocol + (action.isSource() ? "_src" : "_dst"));
                        FieldActions.putSetField(out, field, action.port());
                    } else {
                        out.simple(action.isSource() ? RawAction.SET_TP_SRC : RawAction.SET_TP_DST, 2, action.port());
                    }
                },
                (action, checks) -> new OfpAct.SetTp(action.isSource(), action.port(), checks.needPorts()));
        for (boolean isSource : new boolean[] {true, false}) {
            ActionTable.wire(
                    isSource ? RawAction.SET_TP_SRC : RawAction.SET_TP_DST,
                    (in, out) -> out.add(new OfpAct.SetTp(isSource, in.argument(2), 0)));
            ActionTable.word(isSource ? "mod_tp_src" : "mod_tp_dst", (text, parse) -> {
                String name = isSource ? "source port" : "destination port";
                parse.add(new OfpAct.SetTp(isSource, IntText.parse(text, name, 0xffff), 0));
            });
        }
    }

    private static void decTtl() {
        ActionTable.kind(
                OfpAct.DecTtl.class,
                "dec_ttl",
                ActionOrder.DEC_TTL,
                (action, out) -> {
                    out.put("dec_ttl");
                    if (action.isLongForm()) {
                        out.put("(");
                        action.controllers().forEach(id -> out.put(id).put(","));
                        out.chomp().put(")");
                    }
                },
                (action, out) -> {
                    if (!action.isLongForm() && action.controllers().equals(List.of(0))) {
                        out.empty(RawAction.DEC_NW_TTL);
                        return;
                    }
                    int start = out.begin(RawAction.DEC_TTL_CNT_IDS);
                    out.u16(action.controllers().size()).zeros(4);
                    action.controllers().forEach(out::u16);
                    out.end(RawAction.DEC_TTL_CNT_IDS, start);
                },
                ActionChecks::needIp);
        ActionTable.wire(RawAction.DEC_NW_TTL, (in, out) -> out.add(new OfpAct.DecTtl(List.of(0), false)));
        ActionTable.wire(RawAction.DEC_TTL_CNT_IDS, (in, out) -> {
            int count = in.u16();
            in.zeros(4, OpenFlowError.NXBRC_MUST_BE_ZERO);
            if (in.remaining() < 2 * count) {
                throw in.bad(OpenFlowError.OFPBAC_BAD_LEN, "has no room for " + count + " identifiers");
            }
            List<Integer> ids = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                ids.add(in.u16());
            }
            out.add(new OfpAct.DecTtl(List.copyOf(ids), true));
        });
        ActionTable.word("dec_ttl", (text, parse) -> {
            if (text.isEmpty()) {
                parse.add(new OfpAct.DecTtl(List.of(0), false));
                return;
            }
            List<Integer> ids = new ArrayList<>();
            for (String id : text.split("[, ]+")) {
                if (!id.isEmpty()) {
                    ids.add(ActionParse.atoi(id) & 0xffff);
                }
            }
            if (ids.isEmpty()) {
                throw new OfSyntaxException("dec_ttl_cnt_ids: expected at least one controller id.");
            }
            parse.add(new OfpAct.DecTtl(List.copyOf(ids), true));
        });
    }
}
