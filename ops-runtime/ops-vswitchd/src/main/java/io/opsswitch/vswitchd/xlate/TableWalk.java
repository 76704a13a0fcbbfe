/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.action.ActionFormatter;
import io.opsswitch.openflow.action.ActionSet;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.table.FlowRule;
import io.opsswitch.vswitchd.xlate.FrozenState.Frame;
import io.opsswitch.vswitchd.xlate.TablePipeline.Reading;
import io.opsswitch.vswitchd.xlate.TraceNode.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The way of one packet through flow tables: the part of a {@link Journey} that only they need. Which flow it is in, its
 * action set and its stack, how deep it is, and whether it is to be interrupted. The order of what happens is that of Open
 * vSwitch, since its tools show it.
 */
final class TableWalk {

    /** How many times a table may be looked up from one that is not before it, one inside another. */
    static final int MAX_DEPTH = 64;
    /** How many tables may be looked up in all. */
    static final int MAX_RESUBMITS = MAX_DEPTH * MAX_DEPTH;
    /** How many tables may be looked up one inside another: what the stacks of threads bear. */
    static final int MAX_NESTING = 500;

    private static final int MAX_BYTES = 65535;
    private static final int ACTION_SET_WORD = FlowKey.PIPELINE_WORD + 9;
    private static final long NO_COOKIE = -1;

    final Journey journey;
    final Freezer freezer;
    private final Map<TablePipeline, Reading> readings = new HashMap<>(4);

    int table;
    long cookie = NO_COOKIE;

    @Nullable
    FlowRule rule;

    boolean inPacketOut;
    boolean inActionSet;
    /** Whether translation of the present actions ends here. */
    boolean exits;
    /** Whether labels were popped, so that what is behind them is not known until the packet comes back. */
    boolean wasMpls;

    int depth;
    private int nesting;
    private int resubmits;
    /** How many patch ports the packet has come through to where it is. */
    private int patches;

    private List<OfpAct> actionSet = new ArrayList<>();
    private boolean actionSetHasGroup;
    private List<Bytes> stack = new ArrayList<>();
    private int stackBytes;
    private final long usualPriority;

    TableWalk(Journey journey) {
        this.journey = journey;
        this.freezer = new Freezer(this);
        this.usualPriority = journey.flow.get(FlowField.SKB_PRIORITY);
    }

    /** What a packet leaves behind when it goes to another bridge, or its copy somewhere else. */
    record Saved(
            List<OfpAct> actionSet, boolean actionSetHasGroup, List<Bytes> stack, int stackBytes, boolean wasMpls) {}

    Saved save() {
        Saved saved = new Saved(actionSet, actionSetHasGroup, stack, stackBytes, wasMpls);
        actionSet = new ArrayList<>();
        actionSetHasGroup = false;
        stack = new ArrayList<>();
        stackBytes = 0;
        return saved;
    }

    void restore(Saved saved) {
        actionSet = saved.actionSet;
        actionSetHasGroup = saved.actionSetHasGroup;
        stack = saved.stack;
        stackBytes = saved.stackBytes;
        wasMpls = saved.wasMpls;
    }

    /** Go to another bridge with nothing but the packet. */
    Saved leaveBridge() {
        FlowKey flow = journey.flow;
        for (int word = FlowKey.PIPELINE_WORD; word < FlowKey.WORDS; word++) {
            flow.setWord(word, 0);
        }
        MaskFinish.clearTunnel(flow);
        MaskFinish.clearTunnel(journey.mask);
        setActionSetOutput(flow, OfPorts.UNSET);
        patches++;
        return save();
    }

    void returnToBridge(Saved saved) {
        patches--;
        restore(saved);
        exits = false;
    }

    /** Let a key say which port the action set sends to. */
    static void setActionSetOutput(FlowKey key, int port) {
        key.setWord(ACTION_SET_WORD, key.word(ACTION_SET_WORD) & 0xffff_ffffL | (long) port << Integer.SIZE);
    }

    TablePipeline pipeline() {
        if (journey.bridge().pipeline() instanceof TablePipeline pipeline) {
            return pipeline;
        }
        throw new IllegalStateException("bridge " + journey.bridge().name() + " has no flow tables");
    }

    /** Return what to look up with, in the version that this translation has entered. */
    Reading reading(TablePipeline pipeline) {
        Reading reading = readings.get(pipeline);
        if (reading == null) {
            reading = pipeline.enter();
            if (journey.version != 0 && readings.isEmpty()) {
                // The rules of versions to come are there while whoever makes them holds the lock.
                reading.version = journey.version;
            }
            readings.put(pipeline, reading);
            journey.depend(pipeline.tag());
        }
        return reading;
    }

    /** End the use of all versions. */
    void close() {
        readings.forEach(TablePipeline::leave);
        readings.clear();
    }

    /** Begin in a bridge's first table. */
    void arrive() {
        reading(pipeline());
        if (patches > 0) {
            lookup(inPort(), 0, true, true, journey.isLast(), true);
            finishActions();
            return;
        }
        table = 0;
        start(lookUpFirst());
        end();
    }

    private TableLookup.Found lookUpFirst() {
        TableLookup.Found found = TableLookup.find(this, inPort(), table, true, true);
        table = found.table();
        report(found, table);
        journey.enterTrace();
        return found;
    }

    private void start(TableLookup.Found found) {
        rule = found.rule();
        cookie = found.cookie();
        found.credit(journey);
        ActionList.translate(this, found.actions(), true, false);
    }

    /** Do what is left when the last action of a packet has been done. */
    private void end() {
        if (journey.error == null) {
            finishActions();
            if (!freezer.isFreezing() && journey.error == null) {
                LocalDelivery.complete(this);
            }
        }
    }

    /** Do the action set; or interrupt the translation. */
    void finishActions() {
        if (!freezer.isFreezing()) {
            doActionSet();
        }
        if (freezer.isFreezing()) {
            freezer.finish();
        }
    }

    /** Do the actions of a controller. */
    void packetOut(List<OfpAct> actions) {
        if (!(journey.bridge().pipeline() instanceof TablePipeline pipeline)) {
            journey.fail(XlateError.BRIDGE_NOT_FOUND, "the bridge takes no packets of controllers");
            return;
        }
        reading(pipeline);
        inPacketOut = true;
        ActionList.translate(this, actions, true, false);
        end();
    }

    /** Go on where a translation was interrupted. */
    void thaw(FrozenState state) {
        OfBridge bridge = journey.snapshot.bridge(state.bridge());
        if (bridge == null || !(bridge.pipeline() instanceof TablePipeline pipeline)) {
            journey.fail(XlateError.BRIDGE_NOT_FOUND, "Frozen bridge no longer exists.");
            return;
        }
        journey.setBridge(bridge);
        reading(pipeline);
        List<TraceNode> outside = journey.report(Type.BRIDGE, "bridge(\"" + bridge.name() + "\")");
        journey.enterTrace();
        List<TraceNode> inside = journey.report(Type.THAW, "thaw");
        journey.enterTrace();
        table = state.table();
        journey.report(Type.THAW, "Resuming from table " + table);
        FrozenState.copyMetadata(state.metadata(), journey.flow);
        state.stack().forEach(this::push);
        if (!state.actionSet().isEmpty()) {
            report(Type.THAW, "Restoring action set: ", state.actionSet());
            write(state.actionSet());
        }
        if (!state.frames().isEmpty() && journey.isExplaining()) {
            journey.report(Type.THAW, "Restoring actions: " + Freezer.text(state.frames()));
        }
        journey.resumeTrace(inside);
        if (state.frames().isEmpty()) {
            start(lookUpFirst());
        } else {
            frames(state.frames());
        }
        end();
        journey.resumeTrace(outside);
    }

    private void frames(List<Frame> frames) {
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            if (exits) {
                freezer.add(frames.subList(i, frames.size()));
                return;
            }
            if (frame.table() != Frame.SAME) {
                table = frame.table();
                cookie = frame.cookie();
            }
            ActionList.translate(this, frame.actions(), i == frames.size() - 1, false);
            if (journey.error != null) {
                return;
            }
        }
    }

    int inPort() {
        return (int) journey.flow.get(FlowField.IN_PORT);
    }

    /** Return whether the translation may go deeper; if not, it has failed. */
    boolean mayGoOn() {
        if (depth >= MAX_DEPTH || nesting >= MAX_NESTING) {
            int limit = depth >= MAX_DEPTH ? MAX_DEPTH : MAX_NESTING;
            journey.fail(XlateError.RECURSION_TOO_DEEP, "over max translation depth " + limit);
        } else if (resubmits >= MAX_RESUBMITS) {
            journey.fail(XlateError.TOO_MANY_RESUBMITS, "over " + MAX_RESUBMITS + " resubmit actions");
        } else if (journey.actions.bytes() > MAX_BYTES) {
            journey.reportError("resubmits yielded over 64 kB of actions");
            exits = true;
        } else if (stackBytes > MAX_BYTES) {
            journey.fail(XlateError.STACK_TOO_DEEP, "resubmits yielded over 64 kB of stack");
        } else {
            return true;
        }
        return false;
    }

    /**
     * Look up a table, and do what its flow says.
     *
     * @param inPort the port that the packet is taken to have come by for the lookup
     * @param isIsolated whether what the flow does to the packet ends with it
     */
    void lookup(int inPort, int number, boolean mayPacketIn, boolean honoursMiss, boolean isLast, boolean isIsolated) {
        if (wasMpls) {
            freezer.trigger();
            return;
        }
        if (!mayGoOn()) {
            return;
        }
        int oldTable = table;
        table = number;
        TableLookup.Found found = TableLookup.find(this, inPort, number, mayPacketIn, honoursMiss);
        table = found.table();
        List<TraceNode> before = report(found, number);
        journey.enterTrace();
        FlowRule oldRule = rule;
        long oldCookie = cookie;
        boolean deepens = number <= oldTable;
        found.credit(journey);
        resubmits++;
        nesting++;
        depth += deepens ? 1 : 0;
        rule = found.rule();
        cookie = found.cookie();
        if (isIsolated) {
            copy(found.actions(), isLast);
        } else {
            ActionList.translate(this, found.actions(), isLast, false);
        }
        cookie = oldCookie;
        rule = oldRule;
        depth -= deepens ? 1 : 0;
        nesting--;
        journey.resumeTrace(before);
        table = oldTable;
    }

    private @Nullable List<TraceNode> report(TableLookup.Found found, int number) {
        List<TraceNode> before = journey.report(
                Type.TABLE, journey.isExplaining() ? String.format("%2d. ", number) + found.text(journey.names()) : "");
        if (journey.isExplaining()) {
            List<TraceNode> outside = journey.enterTrace();
            found.members().forEach(journey::note);
            journey.resumeTrace(outside);
        }
        return before;
    }

    /** Do actions on a copy of the packet; in the datapath that is one only if they cannot be taken back there. */
    void copy(List<OfpAct> body, boolean isLast) {
        if (!isLast) {
            journey.commit();
        }
        FlowKey flowBefore = journey.flow.copy();
        FlowKey baseBefore = journey.base.copy();
        Actions.Builder outside = journey.actions;
        Saved saved = save();
        journey.actions = Actions.builder();
        ActionList.translate(this, body, true, false);
        finishActions();
        Actions inside = journey.actions.build();
        journey.actions = outside;
        if (!isLast && !inside.isEmpty() && !isReversible(inside, 0, inside.end())) {
            ActionList.nest(this, () -> outside.copy(nested -> nested.addAll(inside)));
            journey.base.copyFrom(baseBefore);
        } else {
            outside.addAll(inside);
        }
        restore(saved);
        journey.flow.copyFrom(flowBefore);
    }

    private static boolean isReversible(Actions actions, int from, int to) {
        for (int at = from; at < to; at = actions.next(at)) {
            boolean isReversible = switch (actions.opcode(at)) {
                case Action.OUTPUT,
                        Action.USERSPACE,
                        Action.SET,
                        Action.SET_MASKED,
                        Action.PUSH_VLAN,
                        Action.POP_VLAN,
                        Action.SAMPLE,
                        Action.RECIRC,
                        Action.PUSH_MPLS,
                        Action.POP_MPLS,
                        Action.CLONE,
                        Action.TUNNEL_POP,
                        Action.PSAMPLE -> true;
                case Action.CHECK_PKT_LEN -> isReversible(actions, actions.nestedStart(at), actions.next(at));
                default -> false;
            };
            if (!isReversible) {
                return false;
            }
        }
        return true;
    }

    List<OfpAct> actionSet() {
        return actionSet;
    }

    void write(List<OfpAct> written) {
        for (OfpAct action : written) {
            if (actionSetHasGroup) {
                break;
            }
            if (action instanceof OfpAct.Output output) {
                setActionSetOutput(journey.flow, output.port());
            } else if (action instanceof OfpAct.Group) {
                clearActionSetOutput();
                actionSetHasGroup = true;
            }
        }
        actionSet.addAll(written);
    }

    private void clearActionSetOutput() {
        setActionSetOutput(journey.flow, OfPorts.UNSET);
    }

    void clearActionSet() {
        reportActionSet("was");
        actionSet.clear();
        clearActionSetOutput();
        actionSetHasGroup = false;
    }

    void reportActionSet(String verb) {
        if (journey.isExplaining()) {
            List<OfpAct> ordered = ActionSet.order(actionSet);
            journey.note("action set " + verb
                    + (ordered.isEmpty() ? " empty" : ": " + ActionFormatter.format(ordered, journey.names())));
        }
    }

    private void doActionSet() {
        List<OfpAct> ordered = ActionSet.order(actionSet);
        actionSet.clear();
        if (ordered.isEmpty()) {
            return;
        }
        inActionSet = true;
        List<TraceNode> before = journey.report(Type.TABLE, "--. Executing action set:");
        journey.enterTrace();
        ActionList.translate(this, ordered, true, false);
        journey.resumeTrace(before);
        inActionSet = false;
    }

    List<Bytes> stack() {
        return stack;
    }

    void push(Bytes value) {
        stack.add(value);
        stackBytes += value.length() + 1;
    }

    @Nullable
    Bytes pop() {
        if (stack.isEmpty()) {
            return null;
        }
        Bytes value = stack.remove(stack.size() - 1);
        stackBytes -= value.length() + 1;
        return value;
    }

    long usualPriority() {
        return usualPriority;
    }

    private void report(Type type, String title, List<OfpAct> actions) {
        if (journey.isExplaining()) {
            journey.report(type, title + ActionFormatter.format(actions, journey.names()));
        }
    }
}
