/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesTest {

    private static final String MANIFEST = """
            {
              "platform" : "as5712",
              "version" : "1.0",
              "features" : { "OPS_VLAN" : "flag", "OPS_MIRROR" : "io.opsswitch:ops-mirror:1.0" },
              "keyValues" : { "PORTS" : "64", "MASK" : "0xffffffff", "BIG" : "0x1ffffffff", "NAME" : "a \\"b\\" \\u00e9", "LEAN" : "" },
              "disabled" : [ "OPS_LACP", "OPS_BGPD" ],
              "schemas" : { }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void readsFeaturesAndKeyValuesOfAConfigurationFile() throws IOException {
        Features features = Features.read(write(".ops-config", """
                #
                # Automatically generated file; DO NOT EDIT.
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
        assertThat(features.disabled()).containsExactly("OPS_LACP");
        assertThat(features.platform()).isEqualTo("x");
        assertThat(features.knows("OPS_LACP")).isTrue();
        assertThat(features.listsAll()).as("hidden symbols are not in the file").isFalse();
    }

    @Test
    void readsEverythingOfAManifest() throws IOException {
        Features features = Features.read(write("manifest.json", MANIFEST));
        assertThat(features.platform()).isEqualTo("as5712");
        assertThat(features.names()).containsExactly("OPS_MIRROR", "OPS_VLAN");
        assertThat(features.disabled()).containsExactly("OPS_BGPD", "OPS_LACP");
        assertThat(features.isEnabled("OPS_BGPD")).isFalse();
        assertThat(features.knows("OPS_BGPD")).isTrue();
        assertThat(features.knows("OPS_BGPDD")).isFalse();
        assertThat(features.listsAll()).isTrue();
        assertThat(features.nearest("OPS_BGPDD")).first().isEqualTo("OPS_BGPD");
        assertThat(features).hasToString("platform as5712 (" + folder.resolve("manifest.json") + ")");
    }

    @Test
    void readsAListOfFeatures() throws IOException {
        Features features = Features.read(write("image_features", "AS5712 OPS_VLAN\n"));
        assertThat(features.names()).containsExactly("AS5712", "OPS_VLAN");
        assertThat(features.listsAll()).isFalse();
        assertThat(features.isEnabled("OPS_BGPD")).isFalse();
    }

    @Test
    void takesTheManifestOfAnImageFolder() throws IOException {
        Path share = Files.createDirectories(folder.resolve("image/share/ops"));
        Files.writeString(share.resolve("image_features"), "OPS_OTHER\n");
        Files.writeString(share.resolve("manifest.json"), MANIFEST);
        assertThat(Features.read(folder.resolve("image")).platform()).isEqualTo("as5712");
        assertThat(Features.read(share).platform()).isEqualTo("as5712");
        assertThatThrownBy(() -> Features.read(folder))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("is it an image?");
    }

    @Test
    void givesNumbersAndTexts() throws IOException {
        Features features = Features.read(write("manifest.json", MANIFEST));
        assertThat(features.intValue("PORTS")).isEqualTo(64);
        assertThat(features.intValue("MASK")).as("as in generated constants").isEqualTo(0xffffffff);
        assertThat(features.longValue("MASK")).isEqualTo(0xffffffffL);
        assertThat(features.longValue("BIG")).isEqualTo(0x1ffffffffL);
        assertThat(features.stringValue("NAME")).isEqualTo("a \"b\" \u00e9");
        assertThat(features.stringValue("PORTS")).isEqualTo("64");
    }

    @Test
    void saysWhatIsWrongWithAValueAndWhereItIsFrom() throws IOException {
        Features features = Features.read(write("manifest.json", MANIFEST));
        String file = folder.resolve("manifest.json").toString();
        assertThatThrownBy(() -> features.intValue("NAME"))
                .isInstanceOf(FeatureValueException.class)
                .hasMessage("NAME is \"a \"b\" \u00e9\" in " + file
                        + ", which is no int; perhaps you should read it with stringValue, or correct the value");
        assertThatThrownBy(() -> features.intValue("BIG"))
                .hasMessageContaining("perhaps you should read it with longValue");
        assertThatThrownBy(() -> features.intValue("LEAN")).hasMessageContaining("LEAN is \"\" in " + file);
        assertThatThrownBy(() -> features.intValue("PORT"))
                .hasMessage("there is no PORT in " + file + "; perhaps you mean PORTS");
        assertThatThrownBy(() -> features.stringValue("OPS_VLAN")).hasMessageContaining("ask isEnabled");
        assertThatThrownBy(() -> features.stringValue("OPS_LACP")).hasMessageContaining("OPS_LACP is off in " + file);
    }

    @Test
    void namesFileAndLineOfGarbage() throws IOException {
        Path file = write(".ops-config", "OPS_CONFIG_A=y\ngarbage\n");
        assertThatThrownBy(() -> Features.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + ":2:")
                .hasMessageContaining("garbage");
        Path list = write("image_features", "OPS_A\n<html>\n");
        assertThatThrownBy(() -> Features.read(list)).hasMessageContaining(list + ":2: \"<html>\" is no name");
    }

    @Test
    void unrestrictedEnablesEverything() {
        assertThat(Features.unrestricted().isEnabled("ANYTHING")).isTrue();
        assertThat(Features.of("OPS_A").isEnabled("ANYTHING")).isFalse();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
