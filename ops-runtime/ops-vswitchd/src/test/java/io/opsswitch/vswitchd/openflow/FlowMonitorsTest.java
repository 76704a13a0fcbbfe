/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.openflow.message.flow.FlowModBuilder;
import io.opsswitch.openflow.message.monitor.FlowUpdate;
import io.opsswitch.openflow.message.monitor.FlowUpdate.Event;
import io.opsswitch.openflow.message.monitor.MonitorCancel;
import io.opsswitch.openflow.message.monitor.MonitorRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class FlowMonitorsTest {

    private static final int ALL = MonitorRequest.INITIAL
            | MonitorRequest.ADDED
            | MonitorRequest.REMOVED
            | MonitorRequest.MODIFIED
            | MonitorRequest.INSTRUCTIONS;

    @TempDir
    Path folder;

    private TestEndpoint endpoint;
    private final List<TestController> controllers = new ArrayList<>();

    @BeforeEach
    void start() {
        endpoint = new TestEndpoint();
        endpoint.listen(folder.resolve("main"), false);
    }

    @AfterEach
    void stop() throws IOException {
        for (TestController controller : controllers) {
            controller.close();
        }
        endpoint.close();
    }

    private TestController connect(OpenFlowVersion version) throws IOException {
        TestController controller = new TestController(folder.resolve("main"), version);
        controllers.add(controller);
        return controller;
    }

    private static MonitorRequest.Request monitor(int id, int command, int flags) {
        return new MonitorRequest.Request(List.of(new MonitorRequest(
                id, command, flags, FlowMod.ALL_TABLES, OfPorts.NONE, FlowMod.ANY_GROUP, Match.ANY)));
    }

    private static FlowModBuilder flow(FlowCommand command, int port) {
        FlowKey value = new FlowKey().set(FlowField.IN_PORT, port);
        return FlowMod.of(command, 0, Match.of(value, new FlowKey().matchAll(FlowField.IN_PORT)))
                .actions(List.of(new OfpAct.Output(2, 0)));
    }

    private void apply(FlowModBuilder mod) {
        endpoint.run(() -> endpoint.bridge.tables().apply(mod.build(), null));
    }

    private static List<FlowUpdate> updates(List<OfMessage> messages) {
        return messages.stream()
                .filter(message -> message.kind() == MessageKind.FLOW_MONITOR_STATS_REPLY)
                .flatMap(message -> ((FlowUpdate.Reply) message.body()).entries().stream())
                .toList();
    }

    private static List<Event> events(List<OfMessage> messages) {
        return updates(messages).stream()
                .map(update -> ((FlowUpdate.Full) update).event())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"OF10", "OF13", "OF14", "OF15"})
    void tellsWhatIsThereAndWhatHappens(OpenFlowVersion version) throws Exception {
        apply(flow(FlowCommand.ADD, 1).cookie(7));
        TestController controller = connect(version);
        Event first = version.atLeast(OpenFlowVersion.OF14) ? Event.INITIAL : Event.ADDED;
        assertThat(events(controller.ask(MessageKind.FLOW_MONITOR_STATS_REQUEST, monitor(1, 0, ALL))))
                .containsExactly(first);
        apply(flow(FlowCommand.ADD, 2));
        apply(flow(FlowCommand.MODIFY, 1).actions(List.of()));
        apply(flow(FlowCommand.DELETE, 1));
        assertThat(events(controller.settle())).containsExactly(Event.ADDED, Event.MODIFIED, Event.REMOVED);
    }

    @Test
    void ownChangesAreToldInShortOnceForEachMessage() throws Exception {
        TestController controller = connect(OpenFlowVersion.OF13);
        TestController other = connect(OpenFlowVersion.OF13);
        for (TestController one : List.of(controller, other)) {
            one.ask(MessageKind.FLOW_MONITOR_STATS_REQUEST, monitor(1, 0, ALL));
        }
        apply(flow(FlowCommand.ADD, 1));
        apply(flow(FlowCommand.ADD, 2));
        controller.settle();
        other.settle();
        int transaction = controller.send(
                MessageKind.FLOW_MOD,
                FlowMod.of(FlowCommand.DELETE, FlowMod.ALL_TABLES, Match.ANY).build());
        assertThat(updates(controller.settle())).containsExactly(new FlowUpdate.Abbreviated(transaction));
        assertThat(events(other.settle())).containsExactly(Event.REMOVED, Event.REMOVED);
    }

    @Test
    void refusesMonitorsThatAreThereOrAreNot() throws Exception {
        TestController controller = connect(OpenFlowVersion.OF14);
        assertThat(controller.errors(MessageKind.FLOW_MONITOR_STATS_REQUEST, monitor(1, 0, ALL)))
                .isEmpty();
        assertThat(controller.errors(MessageKind.FLOW_MONITOR_STATS_REQUEST, monitor(1, 0, ALL)))
                .containsExactly(OpenFlowError.OFPMOFC_MONITOR_EXISTS);
        assertThat(controller.errors(MessageKind.FLOW_MONITOR_STATS_REQUEST, monitor(1, MonitorRequest.MODIFY, ALL)))
                .isEmpty();
        assertThat(controller.errors(MessageKind.FLOW_MONITOR_STATS_REQUEST, monitor(1, MonitorRequest.DELETE, ALL)))
                .isEmpty();
        assertThat(controller.errors(MessageKind.FLOW_MONITOR_STATS_REQUEST, monitor(1, MonitorRequest.DELETE, ALL)))
                .containsExactly(OpenFlowError.OFPMOFC_UNKNOWN_MONITOR);
        apply(flow(FlowCommand.ADD, 1));
        assertThat(controller.settle()).isEmpty();
        TestController older = connect(OpenFlowVersion.OF10);
        older.ask(MessageKind.FLOW_MONITOR_STATS_REQUEST, monitor(3, 0, ALL));
        assertThat(older.errors(MessageKind.FLOW_MONITOR_CANCEL, new MonitorCancel(3)))
                .isEmpty();
        assertThat(older.errors(MessageKind.FLOW_MONITOR_CANCEL, new MonitorCancel(3)))
                .containsExactly(OpenFlowError.OFPMOFC_UNKNOWN_MONITOR);
    }

    /** A flow that came and went in a pause is not told at all; what is there in the end is told once. */
    @ParameterizedTest
    @EnumSource(names = {"OF10", "OF14"})
    void updatesPauseWhileTheControllerDoesNotRead(OpenFlowVersion version) throws Exception {
        apply(flow(FlowCommand.ADD, 60_000));
        apply(flow(FlowCommand.ADD, 60_001));
        TestController controller = connect(version);
        controller.ask(MessageKind.FLOW_MONITOR_STATS_REQUEST, monitor(1, 0, ALL));
        Set<Integer> known = new HashSet<>(Set.of(60_000, 60_001));
        int added = 0;
        long waited;
        do {
            for (int i = 0; i < 500; i++) {
                apply(flow(FlowCommand.ADD, ++added));
            }
            waited = endpoint.connections.get(0).sent();
            apply(flow(FlowCommand.ADD, ++added));
        } while (endpoint.connections.get(0).sent() != waited);
        int last = added;
        apply(flow(FlowCommand.ADD, 50_000));
        apply(flow(FlowCommand.DELETE, 50_000));
        apply(flow(FlowCommand.DELETE, 60_000));
        apply(flow(FlowCommand.MODIFY, 60_001).actions(List.of()));
        boolean isPaused = false;
        boolean isResumed = false;
        List<Event> ofChanged = new ArrayList<>();
        while (!isResumed) {
            OfMessage message = controller.next();
            isPaused |= message.kind() == MessageKind.FLOW_MONITOR_PAUSED;
            isResumed |= message.kind() == MessageKind.FLOW_MONITOR_RESUMED;
            for (FlowUpdate update : updates(List.of(message))) {
                isPaused |= update instanceof FlowUpdate.Paused;
                isResumed |= update instanceof FlowUpdate.Resumed;
                if (update instanceof FlowUpdate.Full full) {
                    int port = (int) full.match().value().get(FlowField.IN_PORT);
                    assertThat(port).as("nobody was told of that flow").isNotEqualTo(50_000);
                    if (port >= 60_000) {
                        ofChanged.add(full.event());
                    }
                    if (full.event() == Event.REMOVED) {
                        assertThat(known.remove(port)).isTrue();
                    } else if (full.event() == Event.ADDED) {
                        assertThat(known.add(port)).as("flow %d", port).isTrue();
                    }
                }
            }
        }
        assertThat(isPaused).isTrue();
        assertThat(ofChanged).containsExactly(Event.REMOVED, Event.MODIFIED);
        assertThat(known).hasSize(last + 1).contains(last, 60_001);
        apply(flow(FlowCommand.DELETE, 1));
        assertThat(events(controller.settle())).containsExactly(Event.REMOVED);
    }
}
