/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import io.opsswitch.maven.image.ImageException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Versions of Windows Installer: three numbers, of which the first two are 255 at most and the third 65535. What follows
 * Maven's numbers, such as {@code -SNAPSHOT}, has no place there: a release has the number of its snapshots.
 */
final class VersionNumber {

    private static final Pattern MAVEN =
            Pattern.compile("(\\d{1,9})(?:\\.(\\d{1,9}))?(?:\\.(\\d{1,9}))?(?:-.*|\\.?[A-Za-z].*)?");
    private static final int[] LIMITS = {255, 255, 65535};
    private static final String[] NAMES = {"first", "second", "third"};

    private VersionNumber() {}

    /**
     * Return the version as three numbers.
     *
     * @param wanted what the user wants it to be; empty for what Maven's gives
     */
    static String of(String maven, String wanted) throws ImageException {
        String text = wanted.isBlank() ? maven : wanted.strip();
        Matcher matcher = MAVEN.matcher(text);
        if (!matcher.matches()) {
            throw refused(text, "it has to be up to three numbers");
        }
        StringBuilder version = new StringBuilder();
        for (int i = 0; i < LIMITS.length; i++) {
            int number = matcher.group(i + 1) == null ? 0 : Integer.parseInt(matcher.group(i + 1));
            if (number > LIMITS[i]) {
                throw refused(text, "the " + NAMES[i] + " number is " + LIMITS[i] + " at most");
            }
            version.append(i == 0 ? "" : ".").append(number);
        }
        return version.toString();
    }

    private static ImageException refused(String version, String why) {
        return new ImageException("\"" + version + "\" cannot be the version of a Windows Installer package: " + why
                + "; perhaps you should give it another one with <msiVersion>, such as 1.2.3");
    }
}
