/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.detect;

import io.opsswitch.kconfig.Dialect;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Guesses the dialect of a tree from what its text uses.
 *
 * <p>First the marks of projects count: what the title says, and for Linux the release in the Makefile. Then the forms
 * that only some tools know, the most telling first. A tree that uses nothing of all this is as good in one dialect as in
 * another, and taken for one of today's Linux. Reads a small part of the tree, and runs nothing.
 */
public final class DialectDetector {

    private DialectDetector() {}

    /**
     * Detect the dialect of a tree.
     *
     * @param rootFile the first file; a relative path is tried as it is, then under the source root
     * @param sourceRoot the folder against which paths in the tree resolve
     * @param environment the variables that paths in the tree may use
     * @throws IOException when a file exists but cannot be read; a first file that does not exist is for the loader to
     *     report
     */
    public static Detection detect(Path rootFile, Path sourceRoot, Map<String, String> environment) throws IOException {
        TreeScan scan = new TreeScan(sourceRoot, environment).read(rootFile);
        if (scan.has(Clue.U_BOOT)) {
            return sure(Dialect.U_BOOT, scan, Clue.U_BOOT);
        }
        if (scan.has(Clue.BUILDROOT)) {
            return sure(Dialect.BUILDROOT, scan, Clue.BUILDROOT);
        }
        if (scan.has(Clue.ZEPHYR)) {
            return sure(Dialect.ZEPHYR, scan, Clue.ZEPHYR);
        }
        if (scan.has(Clue.KERNEL)) {
            KernelRelease release = KernelRelease.find(sourceRoot, environment);
            if (release != null) {
                return new Detection(release.dialect(), release.toString(), true);
            }
        }
        return byForms(scan);
    }

    private static Detection byForms(TreeScan scan) {
        if (scan.has(Clue.NEWEST)) {
            return sure(Dialect.LINUX, scan, Clue.NEWEST);
        }
        if (scan.has(Clue.EXTENDED)) {
            return sure(Dialect.KCONFIGLIB, scan, Clue.EXTENDED);
        }
        boolean macros = scan.has(Clue.MACRO);
        if (scan.has(Clue.ENVIRONMENT_OPTION) || scan.has(Clue.DOLLAR)) {
            Clue clue = scan.has(Clue.DOLLAR) ? Clue.DOLLAR : Clue.ENVIRONMENT_OPTION;
            // Only Kconfiglib takes both ways to use the environment.
            return sure(macros ? Dialect.KCONFIGLIB : Dialect.KCONFIG_FRONTENDS, scan, clue);
        }
        if (scan.has(Clue.OLD_FORM)) {
            return sure(macros ? Dialect.U_BOOT : Dialect.KCONFIG_FRONTENDS, scan, Clue.OLD_FORM);
        }
        if (scan.has(Clue.OLD_CHOICE)) {
            return sure(Dialect.LINUX_6_1, scan, Clue.OLD_CHOICE);
        }
        if (scan.has(Clue.MODULES)) {
            return sure(Dialect.LINUX, scan, Clue.MODULES);
        }
        return new Detection(Dialect.LINUX, "nothing tells otherwise in " + scan.files() + " files", false);
    }

    private static Detection sure(Dialect dialect, TreeScan scan, Clue clue) {
        return new Detection(dialect, scan.place(clue), true);
    }
}
