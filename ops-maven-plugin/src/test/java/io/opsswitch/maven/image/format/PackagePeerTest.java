/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shows packages to the programs that take them. */
class PackagePeerTest {

    @TempDir
    Path folder;

    @Test
    void dpkgReadsThePackage() throws Exception {
        Peers.require("dpkg-deb");
        Path deb = folder.resolve("a.deb");
        Format.DEB.write(Packings.small(folder), deb);
        assertThat(Peers.run("dpkg-deb", "-f", deb.toString()))
                .contains("Package: toaster-p\n", "Version: 1.0~SNAPSHOT\n", "Architecture: amd64\n")
                .contains("Maintainer: Jo <jo@example.com>\n", "Description: Makes toast.\n");
        assertThat(Peers.run("dpkg-deb", "-c", deb.toString()))
                .containsPattern("-rwxr-xr-x root/root .* \\./opt/toaster/bin/run\n")
                .containsPattern("-rw-r--r-- root/root .* \\./opt/toaster/lib/deep/x.jar\n")
                .doesNotContain(".cmd");
        assertThat(Peers.run("dpkg-deb", "-I", deb.toString(), "conffiles")).isEqualTo("/opt/toaster/etc/run.conf\n");
        assertThat(Peers.run(
                        "dpkg-deb", "-x", deb.toString(), folder.resolve("x").toString()))
                .isEmpty();
        assertThat(folder.resolve("x/opt/toaster/etc/run.conf")).hasContent("a=1");
    }

    @Test
    void dpkgOrdersASnapshotBeforeItsRelease() throws Exception {
        Peers.require("dpkg");
        for (List<String> pair :
                List.of(List.of("1.0-SNAPSHOT", "1.0"), List.of("1.0-rc-2", "1.0"), List.of("1.0", "1.0-1"))) {
            Peers.run(
                    "dpkg",
                    "--compare-versions",
                    DebianPackage.version(pair.get(0)),
                    "lt",
                    DebianPackage.version(pair.get(1)));
        }
    }

    @Test
    void skopeoReadsTheContainerImage() throws Exception {
        Peers.require("skopeo");
        Path archive = folder.resolve("a.tar");
        Format.OCI.write(Packings.small(folder), archive);
        assertThat(Peers.run("skopeo", "inspect", "oci-archive:" + archive))
                .contains("\"Architecture\": \"amd64\"", "\"Os\": \"linux\"", "\"io.opsswitch.platform\": \"p\"");
        Path copy = folder.resolve("copy");
        Peers.run("skopeo", "--insecure-policy", "copy", "--quiet", "oci-archive:" + archive, "dir:" + copy);
        assertThat(copy.resolve("manifest.json")).exists();
        Peers.run("skopeo", "--insecure-policy", "copy", "--quiet", "docker-archive:" + archive, "dir:" + copy);
    }
}
