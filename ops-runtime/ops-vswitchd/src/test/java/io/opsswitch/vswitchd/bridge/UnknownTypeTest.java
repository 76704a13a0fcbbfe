/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.userspace.DummyDatapathProvider;
import io.opsswitch.vswitchd.testing.FakeDatabase;
import io.opsswitch.vswitchd.testing.TestSwitch;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The switch without modules for tunnels. */
class UnknownTypeTest {

    @ParameterizedTest
    @ValueSource(strings = {"vxlan", "geneve", "gre", "nonsense"})
    void aTypeThatNoModuleBringsIsRefusedInTheWordsOfOpenVSwitch(String type) {
        try (TestSwitch sw = TestSwitch.on(new DummyDatapathProvider(), new FakeDatabase())) {
            sw.addBridge("br0");
            sw.addPort("br0", "t1", Map.of(), Map.of("type", type, "options", Map.of("remote_ip", "10.0.0.1")));
            assertThat(sw.get("Interface", "t1", "error"))
                    .isEqualTo("could not open network device t1 (Address family not supported by protocol)");
            assertThat(sw.get("Interface", "t1", "ofport")).isEqualTo(-1L);
        }
    }

    @Test
    void typesOfModulesThatAreNotThereAreNotOffered() {
        try (TestSwitch sw = TestSwitch.on(new DummyDatapathProvider(), new FakeDatabase())) {
            sw.addBridge("br0");
            String types = String.valueOf(sw.database().get("Open_vSwitch", sw.root(), "iface_types"));
            assertThat(types).contains("patch").doesNotContain("vxlan", "geneve", "gre");
        }
    }
}
