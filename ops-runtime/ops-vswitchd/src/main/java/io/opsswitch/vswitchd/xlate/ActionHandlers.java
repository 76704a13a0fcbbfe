/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.openflow.field.Subfield;
import io.opsswitch.openflow.field.TlvLayout;
import io.opsswitch.openflow.message.packet.PacketIn;
import io.opsswitch.vswitchd.xlate.ActionList.Position;
import io.opsswitch.vswitchd.xlate.ActionList.Step;
import java.util.HashMap;
import java.util.Map;

/**
 * What each action does: the one table of them for translation. Actions of which the datapaths know nothing yet give the
 * translation up, so that no packet is forwarded as if they had been done. Stateless.
 */
final class ActionHandlers {

    /** Does one kind of action. */
    @FunctionalInterface
    private interface Handler<A extends OfpAct> {
        Step handle(TableWalk walk, A action, Position at);
    }

    /** Does one kind of action after which the next one always follows. */
    @FunctionalInterface
    private interface Plain<A extends OfpAct> {
        void handle(TableWalk walk, A action, Position at);
    }

    /** A kind of action, with what knows its type. */
    private record Kind<A extends OfpAct>(Class<A> type, Handler<A> handler) {
        Step handle(TableWalk walk, OfpAct action, Position at) {
            return handler.handle(walk, type.cast(action), at);
        }
    }

    private static final int SAME_TABLE = 255;
    private static final Bytes ONE = Bytes.of(new byte[] {1});
    private static final Bytes ZERO = Bytes.of(new byte[] {0});

    private static final Map<Class<? extends OfpAct>, Kind<?>> KINDS = new HashMap<>();

    static {
        outputs();
        fields();
        tables();
        tags();
        others();
        unsupported();
    }

    private ActionHandlers() {}

    private static <A extends OfpAct> void on(Class<A> type, Handler<A> handler) {
        KINDS.put(type, new Kind<>(type, handler));
    }

    private static <A extends OfpAct> void plain(Class<A> type, Plain<A> handler) {
        on(type, (walk, action, at) -> {
            handler.handle(walk, action, at);
            return Step.NEXT;
        });
    }

    /** Return whether a kind of action is in the table. */
    static boolean knows(Class<?> type) {
        return KINDS.containsKey(type);
    }

    /** Do an action. */
    static Step handle(TableWalk walk, OfpAct action, Position at) {
        Kind<?> kind = KINDS.get(action.getClass());
        if (kind == null) {
            throw new IllegalStateException("no translation of " + action);
        }
        return kind.handle(walk, action, at);
    }

    private static void outputs() {
        plain(
                OfpAct.Output.class,
                (walk, action, at) -> ActionList.output(walk, action.port(), action.maxLength(), true, at));
        plain(OfpAct.OutputReg.class, (walk, action, at) -> {
            long port = FieldWrites.readLong(walk, action.source());
            if (port >= 0 && port <= 0xffff) {
                walk.journey.note("output port is " + port);
                FieldWrites.look(walk, action.source());
                ActionList.output(walk, (int) port, action.maxLength(), false, at);
            } else {
                walk.journey.warn("output port " + Long.toUnsignedString(port) + " is out of range");
            }
        });
        plain(OfpAct.OutputTrunc.class, Outputs::truncated);
        on(OfpAct.Group.class, (walk, action, at) -> GroupWalk.group(walk, action, at.isLast()));
        on(OfpAct.Controller.class, (walk, action, at) -> {
            if (action.isPause()) {
                walk.freezer.triggerPause(action);
                return Step.BEHIND;
            }
            walk.freezer.sendToControllers(
                    action.maxLength(), action.reason(), action.id(), action.meter(), action.userdata());
            return Step.NEXT;
        });
        plain(OfpAct.Enqueue.class, ActionHandlers::enqueue);
        plain(OfpAct.SetQueue.class, (walk, action, at) -> {
            walk.journey.mask.matchAll(FlowField.SKB_PRIORITY);
            walk.journey.flow.set(FlowField.SKB_PRIORITY, action.queue());
        });
        plain(OfpAct.PopQueue.class, (walk, action, at) -> {
            walk.journey.mask.matchAll(FlowField.SKB_PRIORITY);
            long usual = walk.usualPriority();
            if (walk.journey.flow.get(FlowField.SKB_PRIORITY) != usual) {
                walk.journey.flow.set(FlowField.SKB_PRIORITY, usual);
                walk.journey.note("queue = " + (usual == 0 ? "0" : "0x" + Long.toHexString(usual)));
            }
        });
        plain(OfpAct.Bundle.class, Hashing::bundle);
    }

    /** A queue is a priority of the packet: the datapaths that have queues know by it which one is meant. */
    private static void enqueue(TableWalk walk, OfpAct.Enqueue action, Position at) {
        FlowKey flow = walk.journey.flow;
        walk.journey.mask.matchAll(FlowField.SKB_PRIORITY);
        int port = action.port();
        if (port == OfPorts.IN_PORT) {
            port = walk.inPort();
        } else if (port == walk.inPort()) {
            return;
        }
        long before = flow.get(FlowField.SKB_PRIORITY);
        flow.set(FlowField.SKB_PRIORITY, action.queue());
        Outputs.send(walk, port, at.isLast());
        flow.set(FlowField.SKB_PRIORITY, before);
    }

    private static void fields() {
        plain(OfpAct.SetField.class, (walk, action, at) -> FieldWrites.set(walk, action));
        plain(OfpAct.Move.class, (walk, action, at) -> FieldWrites.move(walk, action));
        plain(OfpAct.Push.class, (walk, action, at) -> FieldWrites.push(walk, action));
        plain(OfpAct.Pop.class, (walk, action, at) -> FieldWrites.pop(walk, action));
        plain(OfpAct.SetEth.class, (walk, action, at) -> HeaderWrites.ethernet(walk.journey, action));
        plain(OfpAct.SetIpv4.class, (walk, action, at) -> HeaderWrites.ipv4(walk.journey, action));
        plain(OfpAct.SetDscp.class, (walk, action, at) -> HeaderWrites.tos(walk.journey, 0xfc, action.tos()));
        plain(OfpAct.SetEcn.class, (walk, action, at) -> HeaderWrites.tos(walk.journey, 3, action.ecn()));
        plain(OfpAct.SetTtl.class, (walk, action, at) -> HeaderWrites.ttl(walk.journey, action.ttl()));
        plain(OfpAct.SetTp.class, (walk, action, at) -> HeaderWrites.port(walk.journey, action));
        on(OfpAct.DecTtl.class, HeaderWrites::decrementTtl);
        plain(OfpAct.SetTunnel.class, (walk, action, at) -> walk.journey.flow.set(FlowField.TUN_ID, action.id()));
        plain(OfpAct.WriteMetadata.class, (walk, action, at) -> {
            int word = FlowKey.PIPELINE_WORD;
            long old = walk.journey.flow.word(word);
            walk.journey.flow.setWord(word, old & ~action.mask() | action.metadata() & action.mask());
        });
        plain(OfpAct.Multipath.class, (walk, action, at) -> Hashing.multipath(walk, action));
        plain(OfpAct.DeleteField.class, (walk, action, at) -> {
            action.field()
                    .set(
                            walk.journey.flow,
                            walk.pipeline().settings().tunnelOptions(),
                            new byte[action.field().bytes()]);
            int word = TlvLayout.PRESENT_WORD;
            long present = walk.journey.flow.word(word);
            walk.journey.flow.setWord(word, present & ~(1L << action.field().tunnelIndex()));
            walk.journey.note("delete " + action.field().name());
        });
    }

    private static void tables() {
        on(OfpAct.Resubmit.class, (walk, action, at) -> {
            if (action.withCtOriginal()) {
                walk.journey.reportError("resubmit(ct) with non-tracked or non-IP packet!");
                return Step.BEHIND;
            }
            int port = action.port() == OfPorts.IN_PORT ? walk.inPort() : action.port();
            int table = action.table() == SAME_TABLE ? walk.table : action.table();
            walk.lookup(port, table, false, false, at.isLast(), false);
            return Step.BEHIND;
        });
        on(OfpAct.GotoTable.class, (walk, action, at) -> {
            walk.lookup(walk.inPort(), action.table(), true, true, at.isLast(), false);
            return Step.BEHIND;
        });
        plain(OfpAct.Clone.class, (walk, action, at) -> walk.copy(action.actions(), at.isLast()));
        plain(OfpAct.Learn.class, (walk, action, at) -> LearnWalk.learn(walk, action));
        plain(OfpAct.ClearActions.class, (walk, action, at) -> walk.clearActionSet());
        plain(OfpAct.WriteActions.class, (walk, action, at) -> {
            walk.write(action.actions());
            walk.reportActionSet("is");
        });
        on(OfpAct.CheckPktLarger.class, ActionHandlers::checkLength);
        plain(OfpAct.FinTimeout.class, (walk, action, at) -> LearnWalk.finTimeout(walk, action));
    }

    /** Both ways are translated, and the datapath takes one of them. */
    private static Step checkLength(TableWalk walk, OfpAct.CheckPktLarger action, Position at) {
        Journey journey = walk.journey;
        if (!journey.abilities.checksLengths()) {
            FieldWrites.write(walk, action.target(), journey.length > action.length() ? ONE : ZERO);
            journey.setSlow();
            return Step.NEXT;
        }
        journey.commit();
        FlowKey flow = journey.flow.copy();
        FlowKey base = journey.base.copy();
        Actions longer = branch(walk, action.target(), ONE, at);
        journey.flow.copyFrom(flow);
        journey.base.copyFrom(base);
        boolean exited = walk.exits;
        walk.exits = false;
        Actions others = branch(walk, action.target(), ZERO, at);
        walk.exits = exited;
        ActionList.nest(
                walk,
                () -> journey.actions.checkLength(
                        action.length(), nested -> nested.addAll(longer), nested -> nested.addAll(others)));
        journey.flow.copyFrom(flow);
        journey.base.copyFrom(base);
        return Step.STOP;
    }

    private static Actions branch(TableWalk walk, Subfield target, Bytes answer, Position at) {
        Journey journey = walk.journey;
        Actions.Builder outside = journey.actions;
        TableWalk.Saved saved = walk.save();
        journey.actions = Actions.builder();
        FieldWrites.write(walk, target, answer);
        if (!at.behind().isEmpty()) {
            ActionList.translate(walk, at.behind(), true, false);
        }
        walk.finishActions();
        Actions inside = journey.actions.build();
        journey.actions = outside;
        walk.restore(saved);
        return inside;
    }

    private static void tags() {
        plain(
                OfpAct.SetVlanVid.class,
                (walk, action, at) ->
                        HeaderWrites.vlan(walk.journey, FlowField.VLAN_VID_MASK, action.vid(), action.isPushing()));
        plain(
                OfpAct.SetVlanPcp.class,
                (walk, action, at) -> HeaderWrites.vlan(walk.journey, 0xe000, action.pcp() << 13, action.isPushing()));
        plain(OfpAct.StripVlan.class, (walk, action, at) -> HeaderWrites.popVlan(walk.journey));
        plain(OfpAct.PushVlan.class, (walk, action, at) -> HeaderWrites.pushVlan(walk.journey, action.ethType()));
        plain(OfpAct.PushMpls.class, (walk, action, at) -> LabelWrites.push(walk.journey, action.ethType()));
        plain(OfpAct.PopMpls.class, (walk, action, at) -> LabelWrites.pop(walk, action.ethType()));
        plain(
                OfpAct.SetMplsLabel.class,
                (walk, action, at) -> LabelWrites.set(walk.journey, 0xfffff000L, (long) action.label() << 12));
        plain(
                OfpAct.SetMplsTc.class,
                (walk, action, at) -> LabelWrites.set(walk.journey, 0xe00, (long) action.trafficClass() << 9));
        plain(OfpAct.SetMplsTtl.class, (walk, action, at) -> LabelWrites.set(walk.journey, 0xff, action.ttl()));
        on(OfpAct.DecMplsTtl.class, (walk, action, at) -> LabelWrites.decrementTtl(walk));
    }

    private static void others() {
        plain(OfpAct.Exit.class, (walk, action, at) -> walk.exits = true);
        on(OfpAct.DebugRecirc.class, (walk, action, at) -> {
            walk.freezer.trigger();
            return Step.BEHIND;
        });
        plain(OfpAct.DebugSlow.class, (walk, action, at) -> walk.journey.setSlow());
        plain(OfpAct.Note.class, (walk, action, at) -> {});
        // Samples go to collectors of flow export; without that feature there are none.
        plain(OfpAct.Sample.class, (walk, action, at) -> {});
        plain(
                OfpAct.Conjunction.class,
                (walk, action, at) -> walk.journey.reportError("executing no-op conjunction action"));
        plain(OfpAct.Meter.class, (walk, action, at) -> {
            int meter = walk.pipeline().settings().datapathMeter(action.id());
            if (meter != PipelineSettings.NO_METER) {
                walk.journey.actions.meter(meter);
            }
        });
        // No packet has a connection as long as nothing tracks any.
        plain(OfpAct.CtClear.class, (walk, action, at) -> {});
    }

    private static void unsupported() {
        refuse(OfpAct.Ct.class, "ct");
        refuse(OfpAct.Nat.class, "nat");
        refuse(OfpAct.Encap.class, "encap");
        refuse(OfpAct.Decap.class, "decap");
    }

    private static <A extends OfpAct> void refuse(Class<A> type, String name) {
        on(type, (walk, action, at) -> {
            walk.journey.fail(
                    XlateError.UNSUPPORTED_ACTION,
                    "the action " + name + " is not supported by this switch, the packet is dropped");
            return Step.STOP;
        });
    }

    /** Send a packet whose time to live is over to controllers. */
    static void sendExpired(TableWalk walk, int controller) {
        walk.freezer.sendToControllers(
                0xffff, PacketIn.INVALID_TTL, controller, OfpAct.Controller.NO_METER, Bytes.EMPTY);
    }
}
