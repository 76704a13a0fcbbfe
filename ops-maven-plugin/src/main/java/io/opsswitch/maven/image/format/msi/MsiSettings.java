/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import org.jspecify.annotations.Nullable;

/**
 * What a Windows Installer package has that other formats do not. Immutable.
 *
 * @param identity what tells the product from all others, such as {@code com.example:toaster}; with the platform it is what
 *     the upgrade code is made from
 * @param upgradeCode the code by which versions of the product know each other; empty for the one made from the identity
 * @param version the version as Windows Installer wants it; empty for the one that Maven's gives
 * @param url where people find help; empty for nowhere
 * @param signing how to sign the package; null to leave it unsigned
 */
public record MsiSettings(
        String identity,
        String upgradeCode,
        String version,
        String url,
        @Nullable Signing signing) {}
