/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lex;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads whole files, and neither for ever nor without bound: a name may stand for a device or a pipe.
 *
 * <p>A pipe is waited for, because a shell hands over what a command prints that way, but not longer than a person would.
 */
final class BoundedRead {

    /** Of the largest trees, all files together have less. */
    static final int MAX_BYTES = 32 << 20;

    private static final int PATIENCE_SECONDS = 30;

    private BoundedRead() {}

    static byte[] all(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            throw new IOException("it is a folder");
        }
        return attributes.isOther() ? waitFor(file) : read(file);
    }

    private static byte[] read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("it has more than " + MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }

    /** Opening a pipe waits for someone to write, and cannot be interrupted. */
    private static byte[] waitFor(Path file) throws IOException {
        FutureTask<byte[]> reading = new FutureTask<>(() -> read(file));
        Thread reader = new Thread(reading, "kconfig-read");
        reader.setDaemon(true);
        reader.start();
        try {
            return reading.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IOException(
                    "it is no ordinary file, and did not end within " + PATIENCE_SECONDS + " seconds; perhaps nobody"
                            + " writes to it",
                    e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reading", e);
        }
    }
}
