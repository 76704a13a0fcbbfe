/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.detect;

import io.opsswitch.kconfig.Dialect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The release of a Linux tree: from its top Makefile, else from KERNELVERSION in the environment.
 *
 * @param place where it says so
 */
record KernelRelease(int version, int patchLevel, String place) {

    private static final Pattern IN_MAKEFILE =
            Pattern.compile("(?m)^VERSION *= *(\\d+)\\s*\n(?:#.*\n)*PATCHLEVEL *= *(\\d+)");
    private static final Pattern IN_ENVIRONMENT = Pattern.compile("(\\d+)\\.(\\d+).*");
    /** Others number their releases by year. */
    private static final int LAST_SANE = 99;

    private static final int HUNDRED = 100;

    static @Nullable KernelRelease find(Path sourceRoot, Map<String, String> environment) throws IOException {
        Path makefile = sourceRoot.resolve("Makefile");
        if (Files.isRegularFile(makefile)) {
            String text = new String(Files.readAllBytes(makefile), StandardCharsets.ISO_8859_1);
            Matcher release = IN_MAKEFILE.matcher(text);
            if (release.find()) {
                long line = text.substring(0, release.start()).lines().count() + 1;
                return of(release, "Makefile:" + line);
            }
        }
        Matcher release = IN_ENVIRONMENT.matcher(environment.getOrDefault("KERNELVERSION", ""));
        return release.matches() ? of(release, "KERNELVERSION") : null;
    }

    private static @Nullable KernelRelease of(Matcher release, String place) {
        try {
            int version = Integer.parseInt(release.group(1));
            int patchLevel = Integer.parseInt(release.group(2));
            return version <= LAST_SANE ? new KernelRelease(version, patchLevel, place) : null;
        } catch (NumberFormatException e) {
            return null; // no release has such a number
        }
    }

    private int number() {
        return version * HUNDRED + Math.min(patchLevel, HUNDRED - 1);
    }

    /** Return the preset whose tool is nearest to the one of this release. */
    Dialect dialect() {
        int number = number();
        if (number >= 618) {
            return Dialect.LINUX; // the first with "transitional"
        }
        if (number >= 609) {
            return Dialect.LINUX_6_12; // choices without names
        }
        if (number >= 514) {
            return Dialect.LINUX_6_1; // "modules" instead of "option modules"
        }
        return number >= 418 ? Dialect.U_BOOT : Dialect.KCONFIG_FRONTENDS; // macros
    }

    @Override
    public String toString() {
        return place + ": Linux " + version + "." + patchLevel;
    }
}
