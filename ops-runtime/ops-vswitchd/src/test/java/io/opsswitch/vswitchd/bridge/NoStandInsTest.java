/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Dummies;
import io.opsswitch.vswitchd.testing.FakeDatabase;
import io.opsswitch.vswitchd.testing.TestSwitch;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A switch that is to use stand-ins in the place of datapaths, from an image that has none. */
class NoStandInsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "system", "netdev"})
    void overridingSaysThatTheStandInsAreWhatIsMissing(String type) {
        try (TestSwitch sw = new TestSwitch(new FakeDatabase(), builder -> builder.allowDummies(Dummies.ALL))) {
            sw.addBridge("br0");
            sw.set("Bridge", "br0", Map.of("datapath_type", type));
            assertThat(sw.get("Interface", "br0", "error"))
                    .asString()
                    .contains("--enable-dummy=override", "this image has none", "OPS_DATAPATH_USERSPACE")
                    .doesNotContain("is not in this image", "one of: netdev");
            assertThat(String.valueOf(sw.database().get("Open_vSwitch", sw.root(), "datapath_types")))
                    .as("what can be chosen")
                    .doesNotContain("netdev", "system");
        }
    }

    @Test
    void otherTypesAreThereWhenOnlyTheSystemsIsReplaced() {
        try (TestSwitch sw = new TestSwitch(new FakeDatabase(), builder -> builder.allowDummies(Dummies.SYSTEM))) {
            sw.addBridge("br0");
            sw.set("Bridge", "br0", Map.of("datapath_type", "system"));
            assertThat(sw.get("Interface", "br0", "error")).asString().contains("--enable-dummy=system");
            sw.set("Bridge", "br0", Map.of("datapath_type", "netdev"));
            assertThat(sw.get("Interface", "br0", "error")).isNull();
        }
    }
}
