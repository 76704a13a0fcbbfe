/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vxlan;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.tunnel.testing.TunnelHosts;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the switch knows of the routes and rules that somebody gives its host by ip-route(8) and ip-rule(8). */
class SystemRoutesPeerTest {

    @TempDir
    Path folder;

    @Test
    void severalWaysGatewaysOfTheOtherFamilyAndRulesAreFollowed() throws Exception {
        try (TunnelHosts hosts = TunnelHosts.start(folder, false, true)) {
            hosts.ip(1, "addr", "add", "fd79::1/64", "dev", "br-ext", "nodad");
            hosts.ip(
                    1,
                    "route",
                    "add",
                    "10.80.0.0/24",
                    "nexthop",
                    "via",
                    hosts.outer(2),
                    "dev",
                    "br-ext",
                    "nexthop",
                    "via",
                    "10.79.0.3",
                    "dev",
                    "br-ext");
            hosts.ip(1, "route", "add", "10.81.0.0/24", "via", "inet6", "fd79::2", "dev", "br-ext");
            // No pause in between: commands answer by what the system says now.
            assertThat(hosts.appctl(1, "ovs/route/show"))
                    .contains(
                            "Cached: 10.80.0.0/24 dev br-ext GW 10.79.0.2 SRC 10.79.0.1\n",
                            "Cached: 10.81.0.0/24 dev br-ext GW fd79::2 SRC fd79::1\n");
            hosts.ip(1, "route", "add", "10.82.0.0/24", "via", "10.79.0.4", "dev", "br-ext", "table", "42");
            assertThat(hosts.appctl(1, "ovs/route/show", "table=all")).doesNotContain("10.82.0.0");
            hosts.ip(1, "rule", "add", "from", hosts.outer(1), "lookup", "42", "priority", "77");
            assertThat(hosts.appctl(1, "ovs/route/rule/show")).contains("Cached: 77: from 10.79.0.1 lookup 42\n");
            assertThat(hosts.appctl(1, "ovs/route/lookup", "10.82.0.9", "src=" + hosts.outer(1)))
                    .isEqualTo("src 10.79.0.1\ngateway 10.79.0.4\ndev br-ext\n");
            // Rules that look at more than the source are not for packets of tunnels.
            hosts.ip(1, "rule", "add", "fwmark", "7", "lookup", "43", "priority", "78");
            hosts.ip(1, "rule", "add", "from", "10.79.0.9", "prohibit", "priority", "79");
            hosts.ip(1, "rule", "del", "priority", "77");
            assertThat(hosts.appctl(1, "ovs/route/rule/show"))
                    .isEqualTo("Cached: 0: from all lookup local\n"
                            + "Cached: 32766: from all lookup main\n"
                            + "Cached: 32767: from all lookup default\n");
            assertThat(hosts.appctl(1, "ovs/route/show", "table=all")).doesNotContain("10.82.0.0");
        }
    }
}
