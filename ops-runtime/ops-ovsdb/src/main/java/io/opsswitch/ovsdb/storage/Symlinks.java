/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Symbolic links in the place of database files: what is made is made at their targets, and they stay. */
final class Symlinks {

    private static final int MANY = 40;

    private Symlinks() {}

    /** Return what a path leads to, which need not exist; a path that is no link, or one in a circle, as it is. */
    static Path follow(Path path) {
        Path at = path;
        try {
            for (int i = 0; i < MANY; i++) {
                if (!Files.isSymbolicLink(at)) {
                    return at;
                }
                at = at.resolveSibling(Files.readSymbolicLink(at));
            }
        } catch (IOException e) {
            return path; // whoever opens it gets the error
        }
        return path;
    }
}
