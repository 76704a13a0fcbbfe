/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.daemon;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The folders that Open vSwitch's environment variables name; without them, those of {@code -Dops.data}, one folder for all
 * data, as services of Windows have; without that, folders of the image that the program runs from ({@code -Dops.home}), and
 * without an image those of a Linux distribution.
 *
 * @param rundir sockets and pidfiles
 * @param logdir log files
 * @param dbdir databases
 * @param sysconfdir configuration
 * @param pkgdatadir schemas and other data that never changes
 */
public record OvsDirs(Path rundir, Path logdir, Path dbdir, Path sysconfdir, Path pkgdatadir) {

    /** Return this process's folders. */
    public static OvsDirs current() {
        Function<String, @Nullable String> environment = new Function<>() { // no lambda: see VlogConfig.module
                    @Override
                    public @Nullable String apply(String name) {
                        return System.getenv(name);
                    }
                };
        return of(environment, System.getProperty("ops.home"), System.getProperty("ops.data"));
    }

    static OvsDirs of(Function<String, @Nullable String> environment, @Nullable String home, @Nullable String data) {
        Path image = home == null || home.isEmpty() ? null : Path.of(home).toAbsolutePath();
        if (data != null && !data.isEmpty()) {
            return inOneFolder(environment, image, Path.of(data).toAbsolutePath());
        }
        String sysconf = environment.apply("OVS_SYSCONFDIR");
        Path dbFallback = sysconf != null && !sysconf.isEmpty()
                ? Path.of(sysconf, "openvswitch")
                : image == null ? Path.of("/etc/openvswitch") : image.resolve("var/db");
        return new OvsDirs(
                dir(environment, "OVS_RUNDIR", image, "var/run", "/var/run/openvswitch"),
                dir(environment, "OVS_LOGDIR", image, "var/log", "/var/log/openvswitch"),
                dir(environment, "OVS_DBDIR", null, "", dbFallback.toString()),
                dir(environment, "OVS_SYSCONFDIR", image, "etc", "/etc"),
                dir(environment, "OVS_PKGDATADIR", image, "share/openvswitch", "/usr/share/openvswitch"));
    }

    /** The folders of Open vSwitch for Windows. */
    private static OvsDirs inOneFolder(
            Function<String, @Nullable String> environment, @Nullable Path image, Path data) {
        Path above = data.getParent();
        return new OvsDirs(
                dir(environment, "OVS_RUNDIR", null, "", data.toString()),
                dir(environment, "OVS_LOGDIR", null, "", data.resolve("logs").toString()),
                dir(environment, "OVS_DBDIR", null, "", data.toString()),
                dir(environment, "OVS_SYSCONFDIR", null, "", (above == null ? data : above).toString()),
                dir(environment, "OVS_PKGDATADIR", image, "share/openvswitch", "/usr/share/openvswitch"));
    }

    private static Path dir(
            Function<String, @Nullable String> environment,
            String variable,
            @Nullable Path image,
            String inImage,
            String fallback) {
        String value = environment.apply(variable);
        if (value != null && !value.isEmpty()) {
            return Path.of(value).toAbsolutePath();
        }
        return image == null ? Path.of(fallback) : image.resolve(inImage);
    }
}
