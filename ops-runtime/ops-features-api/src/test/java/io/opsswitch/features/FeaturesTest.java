/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesTest {

    @TempDir
    Path folder;

    @Test
    void readsFeaturesAndKeyValuesOfAnImage() throws IOException {
        Features features = Features.read(write("""
                #
                # OpenSwitch Configuration for "x" Platform
                #
                OPS_CONFIG_OPS_VLAN=y
                # OPS_CONFIG_OPS_LACP is not set
                OPS_CONFIG_PORTS=64
                OPS_CONFIG_NAME="a \\"b\\" \\\\ c"
                """));
        assertThat(features.names()).containsExactly("OPS_VLAN");
        assertThat(features.isEnabled("OPS_VLAN")).isTrue();
        assertThat(features.isEnabled("OPS_LACP")).isFalse();
        assertThat(features.isEnabled("PORTS")).isFalse();
        assertThat(features.keyValues()).containsEntry("PORTS", "64").containsEntry("NAME", "a \"b\" \\ c");
    }

    @Test
    void namesFileAndLineOfGarbage() throws IOException {
        Path file = write("OPS_CONFIG_A=y\ngarbage\n");
        assertThatThrownBy(() -> Features.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + ":2:")
                .hasMessageContaining("garbage");
    }

    @Test
    void unrestrictedEnablesEverything() {
        assertThat(Features.unrestricted().isEnabled("ANYTHING")).isTrue();
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve(".ops-config"), text);
    }
}
