/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.message.Connection;
import io.opsswitch.datapath.netlink.message.DatapathInfo;
import io.opsswitch.datapath.netlink.message.DatapathTable;
import io.opsswitch.datapath.netlink.message.FlowRecord;
import io.opsswitch.datapath.netlink.message.MessageReader;
import io.opsswitch.datapath.netlink.message.PortInfo;
import io.opsswitch.datapath.netlink.message.PortType;
import io.opsswitch.datapath.netlink.message.Upcall;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.witness.Witness;
import io.opsswitch.datapath.netlink.witness.Witness.Direction;
import io.opsswitch.datapath.netlink.witness.Witness.Message;
import io.opsswitch.datapath.netlink.witness.WitnessTransport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** For the same operations our client asks a kernel what the C programs asked, and understands what it answered them. */
class ClientWitnessTest {

    private static final int FEATURES = DatapathTable.FEATURE_UNALIGNED | DatapathTable.FEATURE_PER_CPU_UPCALLS;

    private WitnessTransport transport;
    private KernelDatapaths datapaths;
    private DatapathInfo dpctl;
    private DatapathInfo daemon;

    @BeforeEach
    void open() throws Exception {
        transport = new WitnessTransport();
        datapaths = new KernelDatapaths(transport);
        dpctl = datapaths.create("cap", FEATURES);
        daemon = datapaths.create("ovs-system", FEATURES);
    }

    @AfterEach
    void close() {
        datapaths.close();
        assertThat(transport.openChannels()).isZero();
    }

    @Test
    void makesAndListsDatapaths() throws Exception {
        assertThat(dpctl.name()).isEqualTo("cap");
        assertThat(dpctl.number()).isPositive();
        assertThat(dpctl.features()).isEqualTo(FEATURES);
        assertThat(datapaths.list()).extracting(DatapathInfo::name).contains("cap");
    }

    @Test
    void addsFindsListsAndRemovesPorts() throws Exception {
        try (KernelDatapath datapath = datapaths.open(dpctl)) {
            Ports ports = datapath.ports();
            PortInfo v0 = ports.add(NewPort.of("v0", PortType.NETDEV, 0));
            assertThat(v0.number()).isEqualTo(1);
            assertThat(ports.add(NewPort.of("int0", PortType.INTERNAL, 0)).type())
                    .isEqualTo(PortType.INTERNAL);
            assertThat(ports.get(7).name()).isEqualTo("int0");
            assertThat(ports.get(1).name()).isEqualTo("v0");
            assertThat(ports.list()).extracting(PortInfo::name).contains("cap");
            assertThat(ports.delete(2).name()).isEqualTo("v1");
        }
    }

    @Test
    void dumpsFlows() throws Exception {
        try (KernelDatapath datapath = datapaths.open(dpctl)) {
            List<Integer> counts = new ArrayList<>();
            datapath.flows().dump(false, flow -> counts.add(flow.actions().end()));
            assertThat(counts).hasSizeGreaterThan(20);
            datapath.flows().flush();
        }
    }

    @Test
    void readsAllFlowsThatAKernelTellsOf() throws Exception {
        FlowRecord flow = new FlowRecord();
        MessageReader reader = new MessageReader();
        for (Message message : Witness.messages()) {
            if (message.direction() == Direction.REPLY && "ovs_flow".equals(message.family())) {
                assertThatCode(() -> flow.read(reader, message.bytes()))
                        .as(message.toString() + message.hex())
                        .doesNotThrowAnyException();
            }
        }
    }

    @Test
    void removesAFlowByItsIdentifierAlone() throws Exception {
        try (KernelDatapath datapath = datapaths.open(daemon)) {
            Flows.FlowId id = new Flows.FlowId(0xe07f949d0349eaabL, 0x6a5f07b7522d1d21L);
            assertThat(datapath.flows().delete(new FlowKey(), id, new FlowRecord()))
                    .isTrue();
        }
    }

    @Test
    void makesReadsAndRemovesMeters() throws Exception {
        try (KernelDatapath datapath = datapaths.open(daemon)) {
            Meters meters = datapath.meters();
            assertThat(meters.features().drops()).isTrue();
            meters.set(0, true, List.of(new Meters.Band(1000, 500)));
            meters.set(0, false, List.of(new Meters.Band(100, 100)));
            assertThat(meters.get(0).bands()).hasSize(1);
            meters.delete(0);
        }
    }

    @Test
    void setsReadsAndRemovesLimitsOfZones() throws Exception {
        try (KernelDatapath datapath = datapaths.open(dpctl)) {
            ZoneLimits limits = datapath.zoneLimits();
            limits.set(List.of(
                    new ZoneLimits.ZoneLimit(-1, 10, 0),
                    new ZoneLimits.ZoneLimit(1, 5, 0),
                    new ZoneLimits.ZoneLimit(2, 7, 0)));
            assertThat(limits.get(List.of(-1, 1, 2, 3)))
                    .extracting(ZoneLimits.ZoneLimit::limit)
                    .startsWith(10L, 5L, 7L);
            limits.delete(List.of(1));
        }
    }

    @Test
    void dumpsAndFlushesConnections() throws Exception {
        try (Conntrack conntrack = new Conntrack(transport)) {
            List<Connection> found = new ArrayList<>();
            conntrack.dump(null, found::add);
            conntrack.flush(null);
        }
    }

    @Test
    void saysWhichErrorAKernelGave() throws Exception {
        try (KernelDatapath datapath = datapaths.open(dpctl)) {
            assertThatThrownBy(() -> datapath.ports().get("lo"))
                    .isInstanceOfSatisfying(
                            NetlinkException.class, e -> assertThat(e.errno()).isIn(Errno.ENODEV, Errno.EPROTO));
        }
    }

    @Test
    void readsTheUpcallsOfAKernel() throws Exception {
        int misses = 0;
        int actions = 0;
        for (Message message : Witness.messages()) {
            if (message.direction() == Direction.EVENT && "ovs_packet".equals(message.family())) {
                Upcall upcall = new Upcall();
                upcall.read(message.bytes());
                assertThat(upcall.key().extent()).isPositive();
                assertThat(upcall.packetLength()).isGreaterThanOrEqualTo(14);
                if (upcall.isMiss()) {
                    misses++;
                } else {
                    actions++;
                }
            }
        }
        assertThat(misses).isGreaterThan(5);
        assertThat(actions).isPositive();
    }
}
