/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The C tools' own files do not always restore what they were written from; ours then fail to in the same way. */
class RoundTripPeerTest {

    private static final String MODULES = "config MODULES\n\tbool \"modules\"\n\t%s\n\tdefault y\n";

    @TempDir
    Path folder;

    private KconfigTree tree(Peer peer, String text) throws Exception {
        boolean keyword = peer.dialect().has(Feature.MODULES_KEYWORD);
        Files.writeString(folder.resolve("Kconfig"), MODULES.formatted(keyword ? "modules" : "option modules") + text);
        return TestTrees.load(peer.dialect(), Files.readString(folder.resolve("Kconfig")));
    }

    private static String full(KconfigTree tree, String config) {
        return ConfigurationWriter.write(TestTrees.read(tree, config), "CONFIG_");
    }

    private static String minimal(KconfigTree tree, String config) {
        return ConfigurationWriter.minimal(TestTrees.read(tree, config), "CONFIG_");
    }

    @ParameterizedTest
    @EnumSource(Peer.class)
    void aDefaultBeyondItsPromptIsLoweredWhenReadAgain(Peer peer) throws Exception {
        peer.needed();
        KconfigTree tree = tree(peer, "config A\n\ttristate \"a\" if m\n\tdefault y\n");
        String once = full(tree, "");
        assertThat(once).contains("CONFIG_A=y\n").isEqualTo(peer.convert(folder, "", "olddefconfig"));
        String twice = full(tree, once);
        assertThat(twice).contains("CONFIG_A=m\n").isEqualTo(peer.convert(folder, once, "olddefconfig"));
        assertThat(full(tree, twice)).isEqualTo(twice);
    }

    @ParameterizedTest
    @EnumSource(Peer.class)
    void aMinimalFileLosesNumbersThatOthersSelect(Peer peer) throws Exception {
        peer.needed();
        KconfigTree tree =
                tree(peer, "config A\n\tbool\n\tdefault y\n\tselect B\nconfig B\n\tint \"b\"\n\tdefault 3\n");
        String once = full(tree, "CONFIG_B=7\n");
        assertThat(once).contains("CONFIG_B=7\n");
        String minimal = minimal(tree, once);
        assertThat(minimal).isEmpty();
        assertThat(peer.convert(folder, once, "savedefconfig")).isEqualTo(minimal);
        assertThat(full(tree, minimal))
                .contains("CONFIG_B=3\n")
                .isEqualTo(peer.convert(folder, minimal, "olddefconfig"));
    }

    @ParameterizedTest
    @EnumSource(Peer.class)
    void aMinimalFileKeepsNumbersThatOthersSelectOnlyAsModules(Peer peer) throws Exception {
        peer.needed();
        KconfigTree tree =
                tree(peer, "config A\n\ttristate\n\tdefault m\n\tselect B\nconfig B\n\tint \"b\"\n\tdefault 3\n");
        String minimal = minimal(tree, "CONFIG_B=7\n");
        assertThat(minimal).isEqualTo("CONFIG_B=7\n").isEqualTo(peer.convert(folder, "CONFIG_B=7\n", "savedefconfig"));
    }

    @ParameterizedTest
    @EnumSource(Peer.class)
    void randomTreesGoRoundTheSame(Peer peer) throws Exception {
        peer.needed();
        for (long seed = 2000; seed < 2040; seed++) {
            Files.writeString(folder.resolve("Kconfig"), RandomTrees.tree(seed, peer.dialect()));
            KconfigTree tree = TestTrees.load(peer.dialect(), Files.readString(folder.resolve("Kconfig")));
            String once = full(tree, RandomTrees.config(seed));
            assertThat(once)
                    .as("seed " + seed)
                    .isEqualTo(peer.convert(folder, RandomTrees.config(seed), "olddefconfig"));
            assertThat(full(tree, once)).as("seed " + seed).isEqualTo(peer.convert(folder, once, "olddefconfig"));
            assertThat(minimal(tree, once)).as("seed " + seed).isEqualTo(peer.convert(folder, once, "savedefconfig"));
        }
    }
}
