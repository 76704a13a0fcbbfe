/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.daemon;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A pidfile in Open vSwitch's manner: it holds the pid and is write-locked (fcntl) by that very process, which is how
 * ovs-appctl and ovs-ctl tell a live daemon from a stale file.
 *
 * <p>POSIX drops all of a process's locks on a file as soon as it closes <em>any</em> descriptor of it. Nobody else in
 * this process may therefore open the file; the check for another daemon below looks at the old file, before the new one
 * takes its place.
 */
public final class PidFile implements AutoCloseable {

    private final Path path;
    private final FileChannel channel;

    private PidFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Create the pidfile of this process.
     *
     * @param overwrite take the place of another live daemon's pidfile
     * @throws ExitException if another live process holds it, or it cannot be made
     */
    public static PidFile create(Path path, boolean overwrite) throws ExitException {
        long pid = ProcessHandle.current().pid();
        if (!overwrite) {
            checkStale(path);
        }
        Path temporary = path.resolveSibling(path.getFileName() + ".tmp" + pid);
        FileChannel channel = null;
        try {
            channel = FileChannel.open(
                    temporary,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw new IOException("another process holds a lock on it");
            }
            channel.write(ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.US_ASCII)));
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new PidFile(path, channel);
        } catch (IOException e) {
            close(channel);
            throw new ExitException(path + ": create failed (" + e.getMessage() + ")");
        }
    }

    private static void close(@org.jspecify.annotations.Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The failure that led here is the one to report.
        }
    }

    private static void checkStale(Path path) throws ExitException {
        if (!Files.exists(path)) {
            return;
        }
        try (FileChannel old = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = old.tryLock()) {
            if (lock == null) {
                ByteBuffer text = ByteBuffer.allocate(64);
                old.read(text, 0);
                String pid = new String(text.array(), 0, text.position(), StandardCharsets.US_ASCII).strip();
                throw new ExitException(path + ": already running as pid " + pid + ", aborting");
            }
        } catch (IOException e) {
            throw new ExitException(path + ": pidfile check failed (" + e.getMessage() + "), aborting");
        }
    }

    /** Remove the file and release the lock. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        channel.close();
    }
}
