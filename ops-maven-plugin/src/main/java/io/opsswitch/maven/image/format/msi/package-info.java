/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Packs an image as a Windows Installer package on any system: {@code wixl} packs the files, {@code msibuild} adds the tables
 * that say what to do with them, {@code osslsigncode} signs. Everything but a timestamp by an authority is a function of
 * the image and the settings, so two builds give the same bytes.
 */
@NullMarked
package io.opsswitch.maven.image.format.msi;

import org.jspecify.annotations.NullMarked;
