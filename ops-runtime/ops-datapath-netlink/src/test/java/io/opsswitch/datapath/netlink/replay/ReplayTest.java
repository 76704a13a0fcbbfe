/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.client.Flows.Put;
import io.opsswitch.datapath.netlink.client.KernelDatapath;
import io.opsswitch.datapath.netlink.client.KernelDatapaths;
import io.opsswitch.datapath.netlink.fake.FakeTransport;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    @TempDir
    private Path folder;

    private Path recording() {
        return folder.resolve("recording.txt");
    }

    private static void putFlow(DatapathTransport transport, int port) throws NetlinkException {
        try (KernelDatapaths datapaths = new KernelDatapaths(transport);
                KernelDatapath datapath = datapaths.open(datapaths.create("dp1", 0))) {
            FlowKey key = new FlowKey().set(FlowField.ETH_TYPE, 0x0800).set(FlowField.IPV4_SRC, port);
            FlowKey mask = new FlowKey().matchAll(FlowField.ETH_TYPE).matchAll(FlowField.IPV4_SRC);
            datapath.flows().put(Put.CREATE, key, mask, Actions.DROP, null, false, false);
        }
    }

    @Test
    void writesWhatPeopleCanRead() throws Exception {
        try (RecordingTransport transport = new RecordingTransport(FakeTransport.linux(), recording())) {
            putFlow(transport, 1);
        }
        assertThat(Files.readString(recording()))
                .contains("1 open GENERIC 1001\n")
                .contains(" # ovs_datapath cmd=1 flags=0x9 dp=0 name=\"dp1\" upcall_pid=0 user_features=0\n")
                .contains("ipv4(src=0.0.0.1,dst=0.0.0.0,proto=0,tos=0x0,ttl=0,frag=0)");
    }

    @Test
    void refusesAnotherRequestAndNamesWhatDiffers() throws Exception {
        try (RecordingTransport transport = new RecordingTransport(FakeTransport.linux(), recording())) {
            putFlow(transport, 1);
        }
        try (ReplayTransport transport = new ReplayTransport(recording())) {
            putFlow(transport, 1);
        }
        try (ReplayTransport transport = new ReplayTransport(recording())) {
            assertThatThrownBy(() -> putFlow(transport, 2))
                    .isInstanceOfSatisfying(
                            NetlinkException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EPROTO))
                    .hasMessageContaining("the first difference is in ovs_flow.key.ipv4")
                    .hasMessageContaining("src=0.0.0.1")
                    .hasMessageContaining("src=0.0.0.2");
            assertThat(transport.openChannels()).isZero();
        }
    }

    @Test
    void namesTheLineThatIsNoneOfARecording() throws Exception {
        Files.writeString(recording(), "0 capabilities true true true 4 true true\nnonsense\n");
        assertThatThrownBy(() -> new ReplayTransport(recording()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("recording.txt:2")
                .hasMessageContaining("nonsense");
    }
}
