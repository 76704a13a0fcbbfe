/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database of one image started with another one: as5712 has the feature mirroring, genericx86-64 does not. */
class UpgradeIT {

    private RunningImage mirroring;
    private RunningImage plain;

    @BeforeEach
    void startImageWithMirroring() throws IOException {
        Peers.require("ovs-vsctl", "ovsdb-tool");
        mirroring = new RunningImage(RunningImage.image("as5712")).start();
        plain = new RunningImage(RunningImage.image("genericx86-64"), mirroring);
        mirroring
                .vsctl("--no-wait", "add-br", "br0", "--", "set", "Bridge", "br0", "external_ids:keep=me")
                .quietly();
    }

    @AfterEach
    void stop() throws IOException {
        if (mirroring != null) {
            mirroring.close();
        }
    }

    private List<Path> backups() throws IOException {
        try (Stream<Path> files = Files.list(mirroring.database().getParent())) {
            return files.filter(file -> file.getFileName().toString().contains(".backup-"))
                    .sorted()
                    .toList();
        }
    }

    private void addMirror() {
        mirroring
                .vsctl(
                        "--no-wait",
                        "--",
                        "--id=@m",
                        "create",
                        "Mirror",
                        "name=spy",
                        "select_all=true",
                        "--",
                        "set",
                        "Bridge",
                        "br0",
                        "mirrors=@m")
                .quietly();
    }

    @Test
    void convertsWithoutAskingWhenNothingIsLostAndKeepsABackup() throws IOException {
        mirroring.ops("stop").quietly();
        byte[] before = Files.readAllBytes(mirroring.database());
        assertThat(plain.ops("start").quietly()).contains("Converted " + plain.database(), "conf.db.backup-");
        assertThat(backups()).hasSize(1);
        assertThat(backups().get(0)).hasBinaryContent(before);
        assertThat(plain.vsctl("--no-wait", "get", "Bridge", "br0", "external_ids")
                        .quietly())
                .isEqualTo("{keep=me}\n");
        String schema = RunningImage.image("genericx86-64") + "/share/openvswitch/vswitch.ovsschema";
        assertThat(plain.peer("ovsdb-tool", "needs-conversion", plain.database().toString(), schema)
                        .quietly())
                .isEqualTo("no\n");
        // And back, to the image with more features; then again, when nothing is to be done.
        plain.ops("stop").quietly();
        assertThat(mirroring.ops("start").quietly()).contains("Converted");
        addMirror();
        assertThat(mirroring.ops("restart").quietly()).doesNotContain("Converted");
        assertThat(mirroring
                        .vsctl("--no-wait", "get", "Mirror", "spy", "select_all")
                        .quietly())
                .isEqualTo("true\n");
    }

    @Test
    void refusesToDropDataListsItAndDropsItWhenTold() throws IOException {
        addMirror();
        Shell.Result second = plain.ops("start");
        assertThat(second.exitCode()).as("while the other image's server runs").isEqualTo(1);
        assertThat(second.err()).contains("perhaps you should run \"ops restart\"");
        assertThat(plain.ops("start", "--nonsense").err()).contains("unknown option \"--nonsense\"");

        mirroring.ops("stop").quietly();
        byte[] before = Files.readAllBytes(mirroring.database());
        Shell.Result refused = plain.ops("start");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("would drop data that is not default", "  Mirror spy: select_all = true\n", "--drop-data")
                .containsPattern("Bridge br0: mirrors = \\[[0-9a-f-]{36}\\]")
                .doesNotContain("\tat ", "external_ids");
        assertThat(plain.database()).hasBinaryContent(before);
        assertThat(backups()).isEmpty();
        assertThat(plain.ops("status").out()).contains("ovsdb-server is not running");

        Shell.Result dropped = plain.ops("start", "--drop-data");
        assertThat(dropped.exitCode()).as(dropped.toString()).isZero();
        assertThat(dropped.out()).contains("Mirror spy: select_all = true", "Converted");
        assertThat(backups()).hasSize(1);
        assertThat(backups().get(0)).hasBinaryContent(before);
        assertThat(plain.vsctl("--no-wait", "get", "Bridge", "br0", "external_ids")
                        .quietly())
                .isEqualTo("{keep=me}\n");
    }
}
