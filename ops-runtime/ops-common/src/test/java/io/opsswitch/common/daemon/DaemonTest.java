/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTest {

    @TempDir
    Path folder;

    @Test
    void prefersTheEnvironmentThenTheImageThenTheSystem() {
        Map<String, String> environment = Map.of("OVS_RUNDIR", "/r", "OVS_SYSCONFDIR", "/s");
        OvsDirs dirs = OvsDirs.of(environment::get, "/image", null);
        assertThat(dirs.rundir()).hasToString("/r");
        assertThat(dirs.logdir()).hasToString("/image/var/log");
        assertThat(dirs.dbdir()).hasToString("/s/openvswitch");
        assertThat(dirs.pkgdatadir()).hasToString("/image/share/openvswitch");
        assertThat(OvsDirs.of(name -> null, null, null).dbdir()).hasToString("/etc/openvswitch");
    }

    @Test
    void oneFolderForAllDataComesBeforeTheImage() {
        OvsDirs dirs = OvsDirs.of(Map.of("OVS_LOGDIR", "/l")::get, "/image", "/data/openvswitch");
        assertThat(dirs.rundir()).hasToString("/data/openvswitch");
        assertThat(dirs.dbdir()).hasToString("/data/openvswitch");
        assertThat(dirs.logdir()).hasToString("/l");
        assertThat(dirs.sysconfdir()).hasToString("/data");
        assertThat(dirs.pkgdatadir()).hasToString("/image/share/openvswitch");
    }

    @Test
    void replacesAStalePidfileAndRemovesItsOwn() throws Exception {
        Path path = folder.resolve("x.pid");
        Files.writeString(path, "999999\n");
        try (PidFile held = PidFile.create(path, false)) {
            assertThat(held).isNotNull();
            assertThat(path).hasContent(ProcessHandle.current().pid() + "");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void refusesAPidfileThatALiveProcessHolds() throws Exception {
        Path path = folder.resolve("x.pid");
        Process child = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PidFileHolder.class.getName(),
                        path.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(child.inputReader().readLine()).isEqualTo("held");
            assertThatThrownBy(() -> PidFile.create(path, false))
                    .hasMessage(path + ": already running as pid " + child.pid() + ", aborting");
            assertThat(path).hasContent(child.pid() + "");
        } finally {
            child.destroy();
            assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
