/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.IntText;
import io.opsswitch.openflow.field.PortText;
import io.opsswitch.openflow.field.Subfield;
import io.opsswitch.openflow.match.KeyValues;

/** Actions that send packets: to ports, to queues of ports, to groups. */
final class OutputActions {

    private static final int ETHERNET_HEADER = 14;

    private OutputActions() {}

    static void register() {
        output();
        outputReg();
        outputTrunc();
        group();
        enqueue();
    }

    private static void output() {
        ActionTable.kind(
                OfpAct.Output.class,
                "output",
                ActionOrder.OUTPUT,
                OutputActions::format,
                OutputActions::encode,
                (action, checks) -> {
                    checks.outputPort(action.port());
                    return action;
                });
        ActionTable.wire(RawAction.OUTPUT10, (in, out) -> {
            int port = in.u16();
            ActionChecks.outputPort(port, OfPorts.MAX);
            out.add(new OfpAct.Output(port, in.u16()));
        });
        ActionTable.wire(RawAction.OUTPUT11, (in, out) -> {
            int port = in.u32();
            if (!OfPorts.isPort(port)) {
                throw in.bad(OpenFlowError.OFPBAC_BAD_OUT_PORT, "no port is " + Integer.toUnsignedString(port));
            }
            ActionChecks.outputPort(OfPorts.from32OrNone(port), OfPorts.MAX);
            out.add(new OfpAct.Output(OfPorts.from32OrNone(port), in.u16()));
        });
        ActionTable.word("output", OutputActions::parse);
        ActionTable.word("output_reg", OutputActions::parse);
    }

    private static void format(OfpAct.Output action, ActionText out) {
        if (action.port() < OfPorts.MAX) {
            out.put("output:");
        }
        out.port(action.port());
        if (action.port() == OfPorts.CONTROLLER) {
            out.put(":").put(action.maxLength());
        }
    }

    private static void encode(OfpAct.Output action, ActionOut out) {
        put(action.port(), action.maxLength(), out);
    }

    private static void put(int port, int maxLength, ActionOut out) {
        if (out.version.number() == 1) {
            int start = out.begin(RawAction.OUTPUT10);
            out.u16(port).u16(maxLength).end(RawAction.OUTPUT10, start);
        } else {
            int start = out.begin(RawAction.OUTPUT11);
            out.u32(OfPorts.to32(port)).u16(maxLength).end(RawAction.OUTPUT11, start);
        }
    }

    private static void parse(String text, ActionParse parse) {
        if (text.contains("port") && text.contains("max_len")) {
            parseTrunc(text, parse);
            return;
        }
        int port = PortText.parse(text, parse.names);
        if (port >= 0) {
            parse.add(new OfpAct.Output(port, port == OfPorts.CONTROLLER ? 0xffff : 0));
            return;
        }
        try {
            parse.add(new OfpAct.OutputReg(Subfield.parse(text), 0xffff, false));
        } catch (OfSyntaxException e) {
            throw new OfSyntaxException(text + ": output to unknown port");
        }
    }

    private static void parseTrunc(String text, ActionParse parse) {
        int port = 0;
        int length = 0;
        KeyValues pairs = new KeyValues(text);
        for (KeyValues.Pair pair = pairs.next(); pair != null; pair = pairs.next()) {
            String value = pair.value();
            switch (pair.key()) {
                case "port" -> {
                    port = parse.port(value, "output to unknown truncate port: " + value);
                    if (port > OfPorts.MAX && port != OfPorts.LOCAL && port != OfPorts.IN_PORT) {
                        throw new OfSyntaxException("output to unsupported truncate port: " + value);
                    }
                }
                case "max_len" -> {
                    length = IntText.parse32(value);
                    if (Integer.compareUnsigned(length, ETHERNET_HEADER) < 0) {
                        throw new OfSyntaxException("max_len " + Integer.toUnsignedString(length)
                                + " is less than the minimum value " + ETHERNET_HEADER);
                    }
                }
                default -> throw new OfSyntaxException("invalid key '" + pair.key() + "' in output_trunc argument");
            }
        }
        parse.add(new OfpAct.OutputTrunc(port, length));
    }

    private static void outputReg() {
        ActionTable.kind(
                OfpAct.OutputReg.class,
                "output_reg",
                ActionOrder.NEVER,
                (action, out) -> out.put("output:").put(action.source().text()),
                (action, out) -> {
                    boolean isLong = action.isLongForm()
                            || !ActionOut.isShort(action.source().field());
                    RawAction raw = isLong ? RawAction.OUTPUT_REG2 : RawAction.OUTPUT_REG;
                    int start = out.begin(raw);
                    out.offsetBits(action.source());
                    if (isLong) {
                        out.u16(action.maxLength()).header(action.source().field(), 0);
                    } else {
                        out.header(action.source().field(), 0).u16(action.maxLength());
                    }
                    out.end(raw, start);
                },
                (action, checks) -> {
                    checks.source(action.source());
                    return action;
                });
        ActionTable.wire(RawAction.OUTPUT_REG, (in, out) -> {
            int offsetBits = in.u16();
            Field field = in.shortField();
            int length = in.u16();
            in.zerosToEnd(OpenFlowError.OFPBAC_BAD_ARGUMENT);
            out.add(new OfpAct.OutputReg(in.source(ActionIn.subfield(field, offsetBits)), length, false));
        });
        ActionTable.wire(RawAction.OUTPUT_REG2, (in, out) -> {
            int offsetBits = in.u16();
            int length = in.u16();
            Field field = in.field();
            in.zerosToEnd(OpenFlowError.NXBRC_MUST_BE_ZERO);
            out.add(new OfpAct.OutputReg(in.source(ActionIn.subfield(field, offsetBits)), length, true));
        });
    }

    private static void outputTrunc() {
        ActionTable.kind(
                OfpAct.OutputTrunc.class,
                "output_trunc",
                ActionOrder.NEVER,
                (action, out) -> out.put("output(port=")
                        .port(action.port())
                        .put(",max_len=")
                        .unsigned(action.maxLength())
                        .put(")"),
                (action, out) -> {
                    int start = out.begin(RawAction.OUTPUT_TRUNC);
                    out.u16(action.port()).u32(action.maxLength()).end(RawAction.OUTPUT_TRUNC, start);
                },
                (action, checks) -> {
                    checks.outputPort(action.port());
                    return action;
                });
        ActionTable.wire(RawAction.OUTPUT_TRUNC, (in, out) -> {
            int port = in.u16();
            int length = in.u32();
            in.require(Integer.compareUnsigned(length, ETHERNET_HEADER) >= 0, "no packet is as short as " + length);
            out.add(new OfpAct.OutputTrunc(port, length));
        });
    }

    private static void group() {
        ActionTable.kind(
                OfpAct.Group.class,
                "group",
                ActionOrder.GROUP,
                (action, out) -> out.put("group:").unsigned(action.id()),
                (action, out) -> out.simple(RawAction.GROUP, 4, action.id()));
        ActionTable.wire(RawAction.GROUP, (in, out) -> out.add(new OfpAct.Group(in.argument(4))));
        ActionTable.word("group", (text, parse) -> parse.add(new OfpAct.Group(IntText.parse32(text))));
    }

    private static void enqueue() {
        ActionTable.kind(
                OfpAct.Enqueue.class,
                "enqueue",
                ActionOrder.NEVER,
                (action, out) ->
                        out.put("enqueue:").port(action.port()).put(":").unsigned(action.queue()),
                OutputActions::encode,
                (action, checks) -> {
                    checks.realPort(action.port());
                    return action;
                });
        ActionTable.wire(RawAction.ENQUEUE, (in, out) -> {
            int port = in.u16();
            in.skip(6);
            ActionChecks.realPort(port, OfPorts.MAX);
            out.add(new OfpAct.Enqueue(port, in.u32()));
        });
        ActionTable.word("enqueue", (text, parse) -> {
            String[] parts = text.replaceFirst("^[:q,]+", "").split("[:q,]", 2);
            if (parts.length < 2 || parts[1].isEmpty()) {
                throw new OfSyntaxException("\"enqueue\" syntax is \"enqueue:PORT:QUEUE\" or \"enqueue(PORT,QUEUE)\"");
            }
            int port = parse.port(parts[0], parts[0] + ": enqueue to unknown port");
            parse.add(new OfpAct.Enqueue(port, IntText.parse32(parts[1])));
        });
    }

    /** Later versions have no such action: they set the queue, send, and set it back. */
    private static void encode(OfpAct.Enqueue action, ActionOut out) {
        if (out.version.number() == 1) {
            int start = out.begin(RawAction.ENQUEUE);
            out.u16(action.port()).zeros(6).u32(action.queue()).end(RawAction.ENQUEUE, start);
        } else {
            out.simple(RawAction.SET_QUEUE, 4, action.queue());
            put(action.port(), 0xffff, out);
            out.empty(RawAction.POP_QUEUE);
        }
    }
}
