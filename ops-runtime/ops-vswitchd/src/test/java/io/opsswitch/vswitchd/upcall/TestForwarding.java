/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.upcall;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.DatapathProvider;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.packet.PacketComposer;
import io.opsswitch.datapath.userspace.DummyPort;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.match.MatchParser;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.revalidate.Revalidator;
import io.opsswitch.vswitchd.xlate.TestBridges;
import io.opsswitch.vswitchd.xlate.TestTables;
import io.opsswitch.vswitchd.xlate.Translator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/** A bridge with flow tables in front of the datapath in user space, with three ports that a test injects into. */
final class TestForwarding implements AutoCloseable {

    /** A packet of UDP, as people write its fields. */
    static final String IP = "ip,nw_proto=17,nw_src=10.0.0.1,nw_dst=10.0.0.2,nw_ttl=9,"
            + "dl_src=02:00:00:00:00:01,dl_dst=02:00:00:00:00:02,udp_src=1,udp_dst=2";

    final TestTables tables = new TestTables();
    final SwitchSnapshot snapshot = TestBridges.of(tables);
    final ChangeLog changes = new ChangeLog(() -> {});
    final Translator translator = new Translator(tables.now::get);
    final Datapath datapath;
    final FlowTable flows;
    final Revalidator revalidator;
    private final FlowLimit limit = new FlowLimit();
    private final List<DummyPort> ports = new ArrayList<>();

    TestForwarding() {
        DatapathProvider provider = ServiceLoader.load(DatapathProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.type().equals("netdev"))
                .findFirst()
                .orElseThrow();
        // The datapath knows no other time.
        tables.now.set(System.nanoTime() / 1_000_000);
        try {
            datapath = provider.open("ovs-test");
            for (int port = 1; port <= 3; port++) {
                ports.add((DummyPort) datapath.addPort(new PortSpec("p0" + port, "dummy", Map.of(), 0)));
            }
        } catch (DatapathException e) {
            throw new AssertionError(e);
        }
        flows = new FlowTable(datapath, translator::release);
        datapath.setUpcallHandler(
                new UpcallProcessor(() -> snapshot, translator, flows, limit, changes, tables.now::get));
        revalidator = new Revalidator(datapath, () -> snapshot, translator, flows, limit, changes, tables.now::get);
    }

    /** Return the packet that a text describes. */
    static byte[] frame(String text) {
        return PacketComposer.compose(MatchParser.parse(text, OfNames.NONE).value());
    }

    /** Let a packet come in. */
    void inject(int port, byte[] frame) {
        ports.get(port - 1).inject(frame);
    }

    /** Return what went out since it was asked for last. */
    List<byte[]> sent(int port) {
        return ports.get(port - 1).takeSent();
    }

    /** Look at all flows, after the changes that there have been. */
    void revalidate() {
        tables.changes.forEach(changes::accept);
        tables.changes.clear();
        revalidator.pass();
    }

    @Override
    public void close() {
        datapath.close();
    }
}
