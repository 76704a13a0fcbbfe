/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import io.opsswitch.maven.image.ImageException;

/** What others call the machine that Maven classifiers call {@code linux-x86_64}. */
final class Machine {

    private Machine() {}

    /** Return Debian's architecture; {@code all} for an image without native code. */
    static String debian(String classifier) {
        return classifier.isEmpty() ? "all" : oci(classifier);
    }

    /** Return the architecture of container images; without native code that of most hosts. */
    static String oci(String classifier) {
        String machine = classifier.substring(classifier.indexOf('-') + 1);
        return switch (machine) {
            case "x86_64", "" -> "amd64";
            case "aarch_64", "aarch64" -> "arm64";
            default -> machine;
        };
    }

    /**
     * Check that native code is for the machine that packages for Windows Installer can be made for; none is for any.
     *
     * @throws ImageException if it is for another one
     */
    static void requireWide(String classifier) throws ImageException {
        if (!oci(classifier).equals("amd64")) {
            throw new ImageException("the format msi is for x86_64 only, but the image has native code for "
                    + classifier + "; perhaps you should take msi out of <formats> for this platform");
        }
    }

    /** Return the operating system of container images. */
    static String system(String classifier) {
        int hyphen = classifier.indexOf('-');
        return hyphen <= 0 ? "linux" : classifier.substring(0, hyphen);
    }
}
