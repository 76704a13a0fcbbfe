/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.port.PortMod;
import io.opsswitch.vswitchd.table.BundleException;
import io.opsswitch.vswitchd.table.TableChange;
import io.opsswitch.vswitchd.table.TableEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the changes of a bundle, all or none: flows and groups appear in one version of the tables; then ports are changed,
 * which cannot be taken back and are refused in bundles that are to be atomic, and packets are sent, for which the tables were
 * looked up as they stood at the packet's place in the bundle.
 */
final class BundleCommit {

    private final Endpoint endpoint;
    private final FlowRequests flows;
    private final GroupRequests groups;
    private final PortRequests ports;
    private final PacketRequests packets;

    BundleCommit(
            Endpoint endpoint, FlowRequests flows, GroupRequests groups, PortRequests ports, PacketRequests packets) {
        this.endpoint = endpoint;
        this.flows = flows;
        this.groups = groups;
        this.ports = ports;
        this.packets = packets;
    }

    /**
     * Check a message when it comes into a bundle.
     *
     * @throws OpenFlowException if it cannot be done, whatever the tables will have
     */
    void check(OfMessage message, Controller from) {
        if (message.kind() == MessageKind.FLOW_MOD) {
            endpoint.tables.check(flows.checked(message, from));
        } else if (message.kind() == MessageKind.PACKET_OUT) {
            packets.checked(message);
        }
    }

    /**
     * Make all changes.
     *
     * @throws OpenFlowException if one cannot be made; none is then, and the controller has been told which one it is
     */
    void commit(ControllerBundle bundle, Request request) {
        List<TableChange> changes = new ArrayList<>();
        for (ControllerBundle.Entry entry : bundle.entries) {
            changes.add(change(entry.inner(), bundle, request.from()));
        }
        Requester requester = bundle.entries.isEmpty()
                ? request.requester()
                : bundle.entries.get(0).outer().requester();
        try {
            endpoint.tables.commit(changes, requester);
        } catch (BundleException e) {
            Request failed = bundle.entries.get(e.index()).outer();
            request.from().connection.sendError(e.error().error(), failed.bytes());
            throw new OpenFlowException(
                    OpenFlowError.OFPBFC_MSG_FAILED,
                    "message " + (e.index() + 1) + " of the bundle failed: "
                            + e.error().getMessage());
        }
        for (int i = 0; i < changes.size(); i++) {
            if (changes.get(i) instanceof PacketChange packet) {
                packet.send();
            } else {
                finish(bundle.entries.get(i).inner(), request);
            }
        }
    }

    private TableChange change(OfMessage message, ControllerBundle bundle, Controller from) {
        return switch (message.kind()) {
            case FLOW_MOD -> endpoint.tables.change(flows.checked(message, from));
            case GROUP_MOD -> groups.change(message);
            case PORT_MOD -> new Check(() -> checkPort((PortMod) message.body(), bundle));
            default -> new PacketChange(endpoint, packets.checked(message));
        };
    }

    private void checkPort(PortMod mod, ControllerBundle bundle) {
        if (bundle.isAtomic()) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBFC_MSG_FAILED,
                    "changes of ports cannot be taken back; send them in a bundle that is not atomic");
        }
        ports.check(mod);
    }

    private void finish(OfMessage message, Request request) {
        switch (message.kind()) {
            case PORT_MOD -> ports.change((PortMod) message.body(), request.from());
            case GROUP_MOD -> groups.changed(new Request(request.from(), message, request.bytes()));
            default -> {
                // Flows are there already.
            }
        }
    }

    /** Something that has to be true where it stands among the changes. */
    private record Check(Runnable check) implements TableChange {

        @Override
        public void start(long version) {
            check.run();
        }

        @Override
        public void revert() {
            // Nothing has been done.
        }

        @Override
        public void finish(@Nullable Object cause, List<TableEvent> events) {
            // Nothing is to be told.
        }
    }
}
