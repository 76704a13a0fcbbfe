/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.gre;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.tunnel.testing.TunnelHosts;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts in network namespaces, joined by a tunnel between two of our switches, and between one and Debian's. */
@Timeout(240)
class GreTrafficPeerTest {
    private static final int BYTES = 5_000_000;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "peer {0}, IPv4 {1}, {2}")
    @CsvSource({"false, true, false", "true, true, true", "true, false, true"})
    void hostsReachEachOtherThroughTheTunnel(boolean isPeer, boolean isV4, boolean hasChecksum) throws Exception {
        try (TunnelHosts hosts = TunnelHosts.start(folder, isPeer, isV4)) {
            hosts.tunnel("gre", "options:key=77", "options:csum=" + hasChecksum);
            assertThat(hosts.pings()).isTrue();
            assertThat(hosts.transfer(1, 2, BYTES)).isEqualTo(BYTES);
            assertThat(hosts.transfer(2, 1, BYTES)).isEqualTo(BYTES);
            assertThat(hosts.appctl(1, "dpctl/dump-flows")).contains("tnl_push(", "tnl_pop(", "tun_id=0x4d");
            assertThat(hosts.appctl(1, "tnl/neigh/show")).contains(hosts.outer(2));
            assertThat(hosts.vsctl(1, "get", "interface", "tun0", "status"))
                    .isEqualTo("{tunnel_egress_iface=br-ext, tunnel_egress_iface_carrier=up}");
        }
    }

    /** Outer headers of Ethernet, IPv4 and GRE with a key, 42 bytes, are in front of the 100 that are left. */
    @ParameterizedTest(name = "the datapath can cut packets: {0}")
    @ValueSource(booleans = {true, false})
    void aPacketThatIsCutBeforeTheTunnelCountsBehindItAsWhatItIsThere(boolean canCut) throws Exception {
        try (TunnelHosts hosts = TunnelHosts.start(folder, false, true)) {
            hosts.tunnel("gre", "options:key=77");
            assertThat(hosts.pings()).isTrue();
            if (!canCut) {
                hosts.appctl(1, "dpif/set-dp-features", "br-int", "trunc", "false");
            }
            // Nothing else goes through the tunnel, such as what a host tells its neighbours.
            hosts.ofctl(1, "del-flows", "br-int");
            hosts.ofctl(1, "add-flow", "br-ext", "priority=9,in_port=LOCAL,ip,nw_proto=47,actions=output:u0");
            hosts.ofctl(1, "add-flow", "br-int", "priority=9,icmp,actions=output(port=tun0,max_len=100)");
            // Flows that are there would follow within milliseconds, and a packet may be faster.
            hosts.appctl(1, "revalidator/purge");
            assertThat(hosts.pings(200)).isFalse();
            hosts.appctl(1, "revalidator/purge");
            assertThat(hosts.ofctl(1, "dump-flows", "br-int")).contains("n_packets=2, n_bytes=484,");
            assertThat(hosts.ofctl(1, "dump-flows", "br-ext")).contains("n_packets=2, n_bytes=284,");
        }
    }
}
