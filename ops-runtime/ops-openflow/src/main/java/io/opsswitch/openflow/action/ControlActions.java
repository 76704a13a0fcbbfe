/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.IntText;
import io.opsswitch.openflow.match.KeyValues;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Actions that steer: queues, tunnels, other tables, copies, notes. Those that tell controllers: {@link ControllerAction}. */
final class ControlActions {

    private static final Pattern CONJUNCTION =
            Pattern.compile("\\s*([+-]?\\w+)\\s*,\\s*(\\d{1,3})\\s*/\\s*(\\d{1,3})\\s*");

    private ControlActions() {}

    static void register() {
        ControllerAction.register();
        queues();
        tunnel();
        finTimeout();
        resubmit();
        conjunction();
        note();
        rest();
    }

    private static void queues() {
        ActionTable.kind(
                OfpAct.SetQueue.class,
                "set_queue",
                ActionOrder.SET,
                (action, out) -> out.put("set_queue:").unsigned(action.queue()),
                (action, out) -> out.simple(RawAction.SET_QUEUE, 4, action.queue()));
        ActionTable.wire(RawAction.SET_QUEUE, (in, out) -> out.add(new OfpAct.SetQueue(in.argument(4))));
        ActionTable.word("set_queue", (text, parse) -> parse.add(new OfpAct.SetQueue(IntText.parse32(text))));
        ActionTable.kind(
                OfpAct.PopQueue.class,
                "pop_queue",
                ActionOrder.NEVER,
                (action, out) -> out.put("pop_queue"),
                (action, out) -> out.empty(RawAction.POP_QUEUE));
        ActionTable.wire(RawAction.POP_QUEUE, (in, out) -> out.add(new OfpAct.PopQueue()));
        ActionTable.word("pop_queue", (text, parse) -> parse.add(new OfpAct.PopQueue()));
    }

    private static void tunnel() {
        ActionTable.kind(
                OfpAct.SetTunnel.class,
                "set_tunnel",
                ActionOrder.SET,
                (action, out) -> out.put(isLong(action) ? "set_tunnel64:" : "set_tunnel:")
                        .hex(action.id()),
                (action, out) -> {
                    if (out.version.number() >= 3) {
                        FieldActions.putSetField(out, Fields.TUN_ID, action.id());
                    } else if (isLong(action)) {
                        out.simple(RawAction.SET_TUNNEL64, 8, action.id());
                    } else {
                        out.simple(RawAction.SET_TUNNEL, 4, action.id());
                    }
                });
        ActionTable.wire(
                RawAction.SET_TUNNEL, (in, out) -> out.add(new OfpAct.SetTunnel(in.argument(4) & 0xffffffffL, false)));
        ActionTable.wire(RawAction.SET_TUNNEL64, (in, out) -> {
            in.skip(6);
            out.add(new OfpAct.SetTunnel(in.u64(), true));
        });
        ActionTable.word("set_tunnel", (text, parse) -> parse.add(new OfpAct.SetTunnel(IntText.parse64(text), false)));
        ActionTable.word("set_tunnel64", (text, parse) -> parse.add(new OfpAct.SetTunnel(IntText.parse64(text), true)));
    }

    private static boolean isLong(OfpAct.SetTunnel action) {
        return action.isLongForm() || action.id() >>> 32 != 0;
    }

    private static void finTimeout() {
        ActionTable.kind(
                OfpAct.FinTimeout.class,
                "fin_timeout",
                ActionOrder.NEVER,
                (action, out) -> {
                    out.put("fin_timeout(");
                    if (action.idle() != 0) {
                        out.put("idle_timeout=").put(action.idle()).put(",");
                    }
                    if (action.hard() != 0) {
                        out.put("hard_timeout=").put(action.hard()).put(",");
                    }
                    out.chomp().put(")");
                },
                (action, out) -> {
                    int start = out.begin(RawAction.FIN_TIMEOUT);
                    out.u16(action.idle()).u16(action.hard()).end(RawAction.FIN_TIMEOUT, start);
                },
                (action, checks) -> {
                    checks.needTcp();
                    return action;
                });
        ActionTable.wire(RawAction.FIN_TIMEOUT, (in, out) -> out.add(new OfpAct.FinTimeout(in.u16(), in.u16())));
        ActionTable.word("fin_timeout", (text, parse) -> {
            int idle = 0;
            int hard = 0;
            KeyValues pairs = new KeyValues(text);
            for (KeyValues.Pair pair = pairs.next(); pair != null; pair = pairs.next()) {
                switch (pair.key()) {
                    case "idle_timeout" -> idle = IntText.parse(pair.value(), pair.key(), 0xffff);
                    case "hard_timeout" -> hard = IntText.parse(pair.value(), pair.key(), 0xffff);
                    default ->
                        throw new OfSyntaxException("invalid key '" + pair.key() + "' in 'fin_timeout' argument");
                }
            }
            parse.add(new OfpAct.FinTimeout(idle, hard));
        });
    }

    private static void resubmit() {
        ActionTable.kind(
                OfpAct.Resubmit.class,
                "resubmit",
                ActionOrder.RESUBMIT,
                ControlActions::format,
                ControlActions::encode,
                (action, checks) -> {
                    if (action.withCtOriginal()) {
                        checks.needConnection();
                    }
                    return action;
                });
        ActionTable.wire(RawAction.RESUBMIT, (in, out) -> out.add(new OfpAct.Resubmit(in.u16(), 255, false, true)));
        for (RawAction raw : List.of(RawAction.RESUBMIT_TABLE, RawAction.RESUBMIT_TABLE_CT)) {
            ActionTable.wire(raw, (in, out) -> {
                int port = in.u16();
                int table = in.u8();
                in.zeros(3, OpenFlowError.OFPBAC_BAD_ARGUMENT);
                out.add(new OfpAct.Resubmit(port, table, in.raw == RawAction.RESUBMIT_TABLE_CT, false));
            });
        }
        ActionTable.word("resubmit", ControlActions::parseResubmit);
    }

    private static void format(OfpAct.Resubmit action, ActionText out) {
        boolean hasPort = action.port() != OfPorts.IN_PORT;
        if (hasPort && action.table() == 255) {
            out.put("resubmit:").port(action.port());
            return;
        }
        out.put("resubmit(");
        if (hasPort) {
            out.port(action.port());
        }
        out.put(",");
        if (action.table() != 255) {
            out.table(action.table());
        }
        out.put(action.withCtOriginal() ? ",ct)" : ")");
    }

    private static void encode(OfpAct.Resubmit action, ActionOut out) {
        if (action.table() == 255 && action.isShortForm()) {
            out.simple(RawAction.RESUBMIT, 2, action.port());
            return;
        }
        RawAction raw = action.withCtOriginal() ? RawAction.RESUBMIT_TABLE_CT : RawAction.RESUBMIT_TABLE;
        int start = out.begin(raw);
        out.u16(action.port()).u8(action.table()).end(raw, start);
    }

    private static void parseResubmit(String text, ActionParse parse) {
        String[] parts = text.split(",", -1);
        int port = parts[0].isEmpty() ? OfPorts.IN_PORT : parse.port(parts[0], parts[0] + ": resubmit to unknown port");
        int table = parts.length < 2 || parts[1].isEmpty()
                ? 255
                : parse.table(parts[1], parts[1] + ": resubmit to unknown table");
        boolean withCt = parts.length > 2 && !parts[2].isEmpty();
        if (withCt && !parts[2].equals("ct")) {
            throw new OfSyntaxException(parts[2] + ": unknown parameter");
        }
        if (port == OfPorts.IN_PORT && table == 255) {
            throw new OfSyntaxException("at least one \"in_port\" or \"table\" must be specified on resubmit");
        }
        parse.add(new OfpAct.Resubmit(port, table, withCt, false));
    }

    private static void conjunction() {
        ActionTable.kind(
                OfpAct.Conjunction.class,
                "conjunction",
                ActionOrder.NEVER,
                (action, out) -> out.put("conjunction(")
                        .unsigned(action.id())
                        .put(",")
                        .put(action.clause() + 1)
                        .put("/")
                        .put(action.clauses())
                        .put(")"),
                (action, out) -> {
                    int start = out.begin(RawAction.CONJUNCTION);
                    out.u8(action.clause())
                            .u8(action.clauses())
                            .u32(action.id())
                            .end(RawAction.CONJUNCTION, start);
                });
        ActionTable.wire(RawAction.CONJUNCTION, (in, out) -> {
            int clause = in.u8();
            int clauses = in.u8();
            if (clauses < 2 || clauses > 64 || clause >= clauses) {
                throw in.bad(OpenFlowError.NXBAC_BAD_CONJUNCTION, "no clause " + clause + " of " + clauses);
            }
            out.add(new OfpAct.Conjunction(in.u32(), clause, clauses));
        });
        ActionTable.word("conjunction", ControlActions::parseConjunction);
    }

    private static void parseConjunction(String text, ActionParse parse) {
        Matcher conjunction = CONJUNCTION.matcher(text);
        long id = -1;
        if (conjunction.matches()) {
            try {
                id = IntText.parseUnsigned64(conjunction.group(1));
            } catch (NumberFormatException e) {
                throw new OfSyntaxException("\"conjunction\" syntax is \"conjunction(id,i/n)\"");
            }
        } else {
            throw new OfSyntaxException("\"conjunction\" syntax is \"conjunction(id,i/n)\"");
        }
        int clause = Integer.parseInt(conjunction.group(2));
        int clauses = Integer.parseInt(conjunction.group(3));
        if (clauses < 2) {
            throw new OfSyntaxException("conjunction must have at least 2 clauses");
        }
        if (clauses > 64) {
            throw new OfSyntaxException("conjunction must have at most 64 clauses");
        }
        if (clause < 1) {
            throw new OfSyntaxException("clause index must be positive");
        }
        if (clause > clauses) {
            throw new OfSyntaxException("clause index must be less than or equal to number of clauses");
        }
        parse.add(new OfpAct.Conjunction((int) id, clause - 1, clauses));
    }

    private static void note() {
        ActionTable.kind(
                OfpAct.Note.class,
                "note",
                ActionOrder.NEVER,
                (action, out) -> out.put("note:").dotted(action.bytes().toArray()),
                (action, out) -> {
                    int start = out.begin(RawAction.NOTE);
                    out.bytes(action.bytes().toArray()).end(RawAction.NOTE, start);
                });
        ActionTable.wire(RawAction.NOTE, (in, out) -> out.add(new OfpAct.Note(Bytes.of(in.bytes(in.remaining())))));
        ActionTable.word(
                "note",
                (text, parse) -> parse.add(
                        new OfpAct.Note(Bytes.of(ActionParse.hexBytes(text, "bad hex digit in `note' argument")))));
    }

    private static void rest() {
        ActionTable.kind(
                OfpAct.Exit.class,
                "exit",
                ActionOrder.NEVER,
                (action, out) -> out.put("exit"),
                (action, out) -> out.empty(RawAction.EXIT));
        ActionTable.wire(RawAction.EXIT, (in, out) -> out.add(new OfpAct.Exit()));
        ActionTable.word("exit", (text, parse) -> parse.add(new OfpAct.Exit()));
        ActionTable.kind(
                OfpAct.DebugRecirc.class,
                "debug_recirc",
                ActionOrder.NEVER,
                (action, out) -> out.put("debug_recirc"),
                (action, out) -> out.empty(RawAction.DEBUG_RECIRC));
        ActionTable.wire(RawAction.DEBUG_RECIRC, (in, out) -> out.add(new OfpAct.DebugRecirc()));
        ActionTable.kind(
                OfpAct.DebugSlow.class,
                "debug_slow",
                ActionOrder.NEVER,
                (action, out) -> out.put("debug_slow"),
                (action, out) -> out.empty(RawAction.DEBUG_SLOW));
        ActionTable.wire(RawAction.DEBUG_SLOW, (in, out) -> out.add(new OfpAct.DebugSlow()));
        ActionTable.kind(
                OfpAct.Clone.class,
                "clone",
                ActionOrder.NEVER,
                (action, out) -> out.put("clone(").actions(action.actions()).put(")"),
                (action, out) -> {
                    int start = out.begin(RawAction.CLONE);
                    out.zeros(6).actions(action.actions());
                    out.end(RawAction.CLONE, start);
                },
                (action, checks) -> new OfpAct.Clone(checks.nested(action.actions())));
        ActionTable.wire(RawAction.CLONE, (in, out) -> {
            in.skip(6);
            out.add(new OfpAct.Clone(ActionCodec.nested(in, "clone")));
        });
        ActionTable.word(
                "clone", (text, parse) -> parse.add(new OfpAct.Clone(ActionParser.nested(text, parse, "clone"))));
        for (String word : List.of("unroll_xlate", "dec_nsh_ttl", "debug_recirc", "debug_slow")) {
            ActionTable.word(word, (text, parse) -> {
                throw new OfSyntaxException("the action " + word + " is not supported by this switch");
            });
        }
    }
}
