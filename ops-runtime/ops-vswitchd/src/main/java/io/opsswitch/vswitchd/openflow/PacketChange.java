/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.message.packet.PacketOut;
import io.opsswitch.vswitchd.ofproto.PacketInjector.StagedPacket;
import io.opsswitch.vswitchd.table.TableChange;
import io.opsswitch.vswitchd.table.TableEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A packet that a controller sends among changes of tables: it meets them as they stand at its place, and leaves when all
 * of them have come about. Used by the thread that handles messages.
 */
final class PacketChange implements TableChange {

    private final Endpoint endpoint;
    private final PacketOut out;
    private @Nullable StagedPacket staged;

    PacketChange(Endpoint endpoint, PacketOut out) {
        this.endpoint = endpoint;
        this.out = out;
    }

    @Override
    public void start(long version) {
        endpoint.tables.checkActions(out.actions());
        endpoint.tables.publishStarted();
        staged = endpoint.injector.stage(
                endpoint.row, out.metadata().value().copy(), out.actions(), out.packet(), version);
    }

    @Override
    public void revert() {
        StagedPacket packet = staged;
        if (packet != null) {
            packet.discard();
            staged = null;
        }
    }

    @Override
    public void finish(@Nullable Object cause, List<TableEvent> events) {
        // It is sent when the lock of the tables is free again.
    }

    void send() {
        StagedPacket packet = staged;
        if (packet != null) {
            packet.send();
            staged = null;
        }
    }
}
