/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.inband;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostNextHopsTest {

    private static final String HEADING =
            "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

    @TempDir
    Path folder;

    private HostNextHops hops;

    @BeforeEach
    void open() throws IOException {
        hops = new HostNextHops(folder);
        neighbours("10.1.2.3 0x1 0x2 00:00:00:00:00:03 * br0", "10.1.0.1 0x1 0x2 00:00:00:00:00:01 * br0");
    }

    private void routes(String... lines) throws IOException {
        Files.writeString(folder.resolve("route"), HEADING + String.join("\n", lines) + "\n");
    }

    private void neighbours(String... lines) throws IOException {
        Files.writeString(
                folder.resolve("arp"),
                "IP address       HW type     Flags       HW address            Mask     Device\n"
                        + String.join("\n", lines) + "\n");
    }

    @Test
    void aNeighbourIsItsOwnNextHop() throws IOException {
        routes("br0\t0000010A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0");
        assertThat(hops.macTowards("10.1.2.3")).isEqualTo(3);
    }

    @Test
    void othersAreBehindTheGateway() throws IOException {
        routes(
                "br0\t00000000\t0100010A\t0003\t0\t0\t0\t00000000\t0\t0\t0",
                "br0\t0000010A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0");
        assertThat(hops.macTowards("192.0.2.1")).isEqualTo(1);
        assertThat(hops.macTowards("10.1.2.3")).as("the longer mask wins").isEqualTo(3);
    }

    @Test
    void ofEqualRoutesTheOneWithTheLowestMetricIsTaken() throws IOException {
        neighbours("10.1.2.3 0x1 0x2 00:00:00:00:00:03 * br0", "10.1.2.3 0x1 0x2 00:00:00:00:00:04 * eth1");
        routes(
                "eth1\t0000010A\t00000000\t0001\t0\t0\t20\t0000FFFF\t0\t0\t0",
                "br0\t0000010A\t00000000\t0001\t0\t0\t10\t0000FFFF\t0\t0\t0");
        assertThat(hops.macTowards("10.1.2.3")).isEqualTo(3);
    }

    @Test
    void neighboursThatHaveNotAnsweredAreNotKnown() throws IOException {
        neighbours("10.1.2.3 0x1 0x0 00:00:00:00:00:00 * br0");
        routes("br0\t0000010A\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0");
        assertThat(hops.macTowards("10.1.2.3")).isZero();
    }

    @Test
    void routesThatAreDownLeadNowhere() throws IOException {
        routes("br0\t0000010A\t00000000\t0000\t0\t0\t0\t0000FFFF\t0\t0\t0", "damaged");
        assertThatThrownBy(() -> hops.macTowards("10.1.2.3"))
                .isInstanceOf(IOException.class)
                .hasMessage("No such device or address");
    }
}
