/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Packets of hosts in network namespaces through the running image. */
class TrafficIT {

    private RunningImage image;

    @BeforeEach
    void startImage() throws IOException {
        Peers.require("ovs-vsctl");
        Peers.requireNamespaces();
        image = new RunningImage(RunningImage.image("as5712")).start();
    }

    @AfterEach
    void stopImage() throws IOException {
        if (image != null) {
            image.close();
        }
    }

    @Test
    void twoHostsOnOneBridgePingEachOther() {
        try (Namespace one = new Namespace("10.77.0.1/24");
                Namespace two = new Namespace("10.77.0.2/24")) {
            image.vsctl("add-br", "opsbr0").quietly();
            image.vsctl("add-port", "opsbr0", one.port()).quietly();
            image.vsctl("add-port", "opsbr0", two.port()).quietly();
            assertThat(one.reaches("10.77.0.2", 10)).isTrue();
            assertThat(two.reaches("10.77.0.1", 3)).isTrue();
            image.vsctl("del-br", "opsbr0").quietly();
            assertThat(one.reaches("10.77.0.2", 2)).isFalse();
        }
    }

    @Test
    void vlansDoNotSeeEachOtherAndATrunkCarriesBoth() {
        String trunk = "oittr" + ProcessHandle.current().pid() % 10_000;
        try (Namespace red1 = new Namespace("10.78.0.1/24");
                Namespace blue1 = new Namespace("10.78.0.2/24");
                Namespace red2 = new Namespace("10.78.0.3/24");
                Namespace blue2 = new Namespace("10.78.0.4/24")) {
            Shell.run(Map.of(), "ip", "link", "add", trunk + "a", "up", "type", "veth", "peer", "name", trunk + "b")
                    .quietly();
            try {
                Shell.run(Map.of(), "ip", "link", "set", trunk + "b", "up").quietly();
                image.vsctl("add-br", "opsbr1", "--", "add-br", "opsbr2").quietly();
                image.vsctl("add-port", "opsbr1", red1.port(), "tag=10").quietly();
                image.vsctl("add-port", "opsbr1", blue1.port(), "tag=20").quietly();
                image.vsctl("add-port", "opsbr2", red2.port(), "tag=10").quietly();
                image.vsctl("add-port", "opsbr2", blue2.port(), "tag=20").quietly();
                image.vsctl("add-port", "opsbr1", trunk + "a", "trunks=10,20").quietly();
                image.vsctl("add-port", "opsbr2", trunk + "b", "trunks=10,20").quietly();

                assertThat(red1.reaches("10.78.0.3", 10))
                        .as("red over the trunk")
                        .isTrue();
                assertThat(blue1.reaches("10.78.0.4", 10))
                        .as("blue over the trunk")
                        .isTrue();
                assertThat(red1.reaches("10.78.0.2", 3))
                        .as("red to blue on one bridge")
                        .isFalse();
                assertThat(red1.reaches("10.78.0.4", 3))
                        .as("red to blue over the trunk")
                        .isFalse();

                image.vsctl("set", "Port", trunk + "a", "trunks=10").quietly();
                assertThat(red1.reaches("10.78.0.3", 10))
                        .as("red is still carried")
                        .isTrue();
                assertThat(blue1.reaches("10.78.0.4", 3))
                        .as("blue is no longer carried")
                        .isFalse();
            } finally {
                Shell.run(Map.of(), "ip", "link", "del", trunk + "a");
            }
        }
    }

    @Test
    void trafficGoesOnWhileTheDatabaseServerIsRestarted() {
        try (Namespace one = new Namespace("10.79.0.1/24");
                Namespace two = new Namespace("10.79.0.2/24")) {
            image.vsctl("add-br", "opsbr3").quietly();
            image.vsctl("add-port", "opsbr3", one.port(), "--", "add-port", "opsbr3", two.port())
                    .quietly();
            assertThat(one.reaches("10.79.0.2", 10)).isTrue();
            image.peer("ovs-appctl", "-t", "ovsdb-server", "exit").quietly();
            assertThat(one.reaches("10.79.0.2", 5)).isTrue();
            image.ops("start").quietly();
            image.vsctl("set", "Port", one.port(), "tag=5").quietly();
            assertThat(one.reaches("10.79.0.2", 3)).isFalse();
            image.vsctl("set", "Port", two.port(), "tag=5").quietly();
            assertThat(one.reaches("10.79.0.2", 10)).isTrue();
        }
    }
}
