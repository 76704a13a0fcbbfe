/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.gre;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.tunnel.testing.TunnelHosts;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
