/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.PortSpec;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only ports of type {@code afxdp} have: modes, a program attached to their device, queues. */
class XdpPortPeerTest extends LabTest {

    private Port addXdp(String device, String mode) throws DatapathException {
        return datapath.addPort(new PortSpec(device, "afxdp", Map.of("xdp-mode", mode), 0));
    }

    private boolean hasProgram(String device) {
        return lab.ip("link show " + device).contains("prog/xdp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"best-effort", "native", "generic"})
    void forwardsInEachModeAndLeavesNothingAttached(String mode) throws Exception {
        Port a = addXdp(lab.host("a", "10.9.0.1"), mode);
        Port b = addXdp(lab.host("b", "10.9.0.2"), mode);
        assertThat(a.type()).isEqualTo("afxdp");
        assertThat(hasProgram(a.name())).isTrue();
        assertThat(lab.ip("-d link show " + a.name())).contains("promiscuity 1");
        datapath.setUpcallHandler(
                Lab.crossConnect(Map.of(a.number(), Lab.output(b.number()), b.number(), Lab.output(a.number()))));
        assertThat(lab.runIn(lab.name("ha"), "ping -c 5 -i 0.1 -W 2 10.9.0.2")).contains("5 received, 0% packet loss");
        assertThat(a.statistics().rxPackets()).isGreaterThanOrEqualTo(6);
        assertThat(b.statistics().txPackets()).isGreaterThanOrEqualTo(6);
        datapath.removePort(a.number());
        assertThat(hasProgram(a.name())).isFalse();
        // The name is free at once, and the other kind of port too gets all frames.
        Port again = datapath.addPort(new PortSpec(a.name(), "system", Map.of(), 0));
        datapath.flush();
        datapath.setUpcallHandler(Lab.crossConnect(
                Map.of(again.number(), Lab.output(b.number()), b.number(), Lab.output(again.number()))));
        assertThat(lab.runIn(lab.name("ha"), "ping -c 5 -i 0.1 -W 2 10.9.0.2")).contains("5 received, 0% packet loss");
    }

    @Test
    void saysWhatADeviceCannotDo() {
        String device = lab.host("a", "10.9.0.1");
        assertThatThrownBy(() -> addXdp(device, "native-with-zerocopy"))
                .isInstanceOf(DatapathException.class)
                .hasMessageContaining("could not open network device " + device)
                .hasMessageContaining("Operation not supported");
        assertThatThrownBy(() -> addXdp(device, "fast"))
                .hasMessageContaining("no options:xdp-mode is fast, use one of best-effort, native-with-zerocopy,");
        assertThat(hasProgram(device)).isFalse();
    }

    @Test
    void refusesADeviceThatIsTaken() throws Exception {
        String device = lab.host("a", "10.9.0.1");
        addXdp(device, "generic");
        try (Datapath other = Lab.datapath()) {
            assertThatThrownBy(() -> other.addPort(new PortSpec(device, "afxdp", Map.of(), 0)))
                    .isInstanceOf(DatapathException.class)
                    .hasMessageContaining("Device or resource busy");
        }
        assertThat(hasProgram(device)).isTrue();
    }

    @Test
    void leavesNothingAttachedWhenTheProcessIsKilled() throws Exception {
        String namespace = lab.namespace("k");
        lab.ip("-n " + namespace + " link add k0 type veth peer name k1");
        lab.ip("-n " + namespace + " link set k0 up");
        Process process = lab.startJavaIn(namespace, Holder.class, "k0");
        // What it logs comes by the same way.
        assertThat(process.inputReader().lines().anyMatch("open"::equals)).isTrue();
        assertThat(lab.ip("-n " + namespace + " link show k0")).contains("prog/xdp");
        process.destroyForcibly().waitFor();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(lab.ip("-n " + namespace + " -d link show k0"))
                        .doesNotContain("prog/xdp")
                        .contains("promiscuity 0"));
    }

    /** Opens a port and waits to be killed. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            Lab.datapath().addPort(new PortSpec(args[0], "afxdp", Map.of(), 0));
            System.out.println("open");
            Thread.sleep(60_000);
        }
    }
}
