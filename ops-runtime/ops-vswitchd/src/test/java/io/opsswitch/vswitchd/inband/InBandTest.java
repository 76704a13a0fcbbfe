/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.inband;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.vswitchd.testing.TestSwitch;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In-band control on stand-ins; the controller's address is one that nobody can have. */
class InBandTest {

    private TestSwitch sw;

    @BeforeEach
    void open() {
        sw = new TestSwitch();
        sw.addBridge("br0");
        sw.addPort("br0", "p1", Map.of());
        sw.set("Bridge", "br0", Map.of("fail_mode", "secure"));
    }

    @AfterEach
    void close() {
        sw.close();
    }

    private void control(String target) {
        sw.configure(edit -> {
            UUID row = edit.insert("Controller", Map.of("target", target));
            edit.set("Bridge", sw.database().named("Bridge", "br0"), Map.of("controller", Set.of(row)));
        });
    }

    private String trace(String flow) throws Exception {
        return sw.control("ofproto/trace", "br0", flow);
    }

    @Test
    void whatTheControllerIsReachedByIsForwardedAndHidden() throws Exception {
        assertThat(trace("in_port=p1,tcp,nw_src=240.0.0.1,tp_src=6653")).contains("Datapath actions: drop");
        control("tcp:240.0.0.1:6653");
        assertThat(trace("in_port=p1,tcp,nw_src=240.0.0.1,tp_src=6653")).contains("priority 180008");
        assertThat(trace("in_port=p1,tcp,nw_src=240.0.0.1,tp_src=6654")).contains("Datapath actions: drop");
        assertThat(sw.control("bridge/dump-flows", "br0")).contains("arp_spa=240.0.0.1");
    }

    @Test
    void dhcpAnswersReachTheBridgesOwnPortWhateverFlowsSay() throws Exception {
        String answer = "in_port=p1,udp,nw_src=10.0.0.1,tp_src=67,tp_dst=68";
        assertThat(trace(answer)).contains("Datapath actions: drop");
        control("tcp:240.0.0.1:6653");
        assertThat(trace(answer))
                .contains("outputting DHCP packet to local port for in-band control")
                .doesNotContain("Datapath actions: drop");
        assertThat(trace("in_port=p1,udp,nw_src=10.0.0.1,tp_src=67,tp_dst=69")).contains("Datapath actions: drop");
    }

    @Test
    void managersAreReachedToo() throws Exception {
        sw.configure(edit -> {
            UUID near = edit.insert("Manager", Map.of("target", "ssl:127.0.0.1:6640"));
            UUID far = edit.insert("Manager", Map.of("target", "tcp:240.0.0.2"));
            UUID out = edit.insert("Manager", Map.of("target", "tcp:240.0.0.3", "connection_mode", "out-of-band"));
            edit.set("Open_vSwitch", sw.root(), Map.of("manager_options", Set.of(near, far, out)));
        });
        assertThat(sw.control("bridge/dump-flows", "br0"))
                .contains("nw_dst=240.0.0.2,tp_dst=6640")
                .doesNotContain("127.0.0.1", "240.0.0.3");
        sw.set("Bridge", "br0", Map.of("other_config", Map.of("disable-in-band", "true")));
        assertThat(sw.control("bridge/dump-flows", "br0")).doesNotContain("240.0.0.2");
    }

    @Test
    void theQueueOfInBandTrafficCanBeChosen() throws Exception {
        control("tcp:240.0.0.1");
        sw.set("Bridge", "br0", Map.of("other_config", Map.of("in-band-queue", "7")));
        assertThat(sw.control("bridge/dump-flows", "br0"))
                .contains("actions=set_queue:7,NORMAL")
                .doesNotContain("actions=NORMAL");
    }

    @Test
    void hiddenFlowsComeBackWhenTheBridgeChangesItsMindAboutControllers() throws Exception {
        control("tcp:240.0.0.1");
        sw.set("Bridge", "br0", Map.of("fail_mode", "standalone"));
        assertThat(sw.control("bridge/dump-flows", "br0")).contains("priority=180007");
        sw.set("Bridge", "br0", Map.of("controller", Set.of()));
        assertThat(sw.control("bridge/dump-flows", "br0")).doesNotContain("priority=18000");
    }
}
