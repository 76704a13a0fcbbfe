/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.daemon;

import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The folders that Open vSwitch's environment variables name; without them, folders of the image that the program runs
 * from ({@code -Dops.home}), and without an image those of a Linux distribution.
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
        return of(environment, System.getProperty("ops.home"));
    }

    static OvsDirs of(Function<String, @Nullable String> environment, @Nullable String home) {
        Path image = home == null || home.isEmpty() ? null : Path.of(home).toAbsolutePath();
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
