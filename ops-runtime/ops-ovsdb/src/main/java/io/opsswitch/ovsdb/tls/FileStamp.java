/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Tells whether a file has changed since it was looked at. Immutable; a file that is not there has size -1. */
record FileStamp(@Nullable String name, @Nullable Object key, long modifiedNanos, long size) {

    static FileStamp of(@Nullable String name) {
        if (name == null) {
            return new FileStamp(null, null, 0, -1);
        }
        try {
            BasicFileAttributes attributes = Files.readAttributes(Path.of(name), BasicFileAttributes.class);
            long modified = attributes.lastModifiedTime().to(java.util.concurrent.TimeUnit.NANOSECONDS);
            return new FileStamp(name, attributes.fileKey(), modified, attributes.size());
        } catch (IOException | InvalidPathException e) {
            return new FileStamp(name, null, 0, -1);
        }
    }

    boolean exists() {
        return size >= 0;
    }
}
