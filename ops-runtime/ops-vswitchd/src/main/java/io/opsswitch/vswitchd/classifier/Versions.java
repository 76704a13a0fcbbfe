/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import java.util.Arrays;

/**
 * The version of the flow tables that lookups use, and which versions are still in use by those that have begun.
 *
 * <p>One writer, which makes the changes of a new version and then {@link #publish publishes} it. Each thread that looks
 * up has a {@link Reader} of its own: it enters, gets the version, does all lookups of one packet with it, and leaves.
 * A reader that never leaves keeps removed rules in memory, and nothing else. No locks for readers, except when they are
 * created and closed.
 */
public final class Versions {

    private static final long NONE = Long.MAX_VALUE;

    private volatile long current = 1;
    private volatile Reader[] readers = {};

    /** Create the versions of some tables, which begin with the first. */
    public Versions() {}

    /** Return the version that readers get now. */
    public long current() {
        return current;
    }

    /** Let readers have the changes of a version from now on. Called by the writer. */
    public void publish(long version) {
        if (version <= current) {
            throw new IllegalArgumentException("version " + version + " comes after " + current);
        }
        current = version;
    }

    /** Return a version before which nothing is in use any more. Called by the writer. */
    public long oldestInUse() {
        long oldest = current;
        for (Reader reader : readers) {
            oldest = Math.min(oldest, reader.inUse);
        }
        return oldest;
    }

    /** Create the reader of a thread. */
    public synchronized Reader newReader() {
        Reader[] more = Arrays.copyOf(readers, readers.length + 1);
        Reader reader = new Reader();
        more[readers.length] = reader;
        readers = more;
        return reader;
    }

    private synchronized void drop(Reader reader) {
        readers = Arrays.stream(readers).filter(other -> other != reader).toArray(Reader[]::new);
    }

    /** What one thread uses. */
    public final class Reader implements AutoCloseable {

        private volatile long inUse = NONE;

        private Reader() {}

        /** Begin to use the current version, and return it. */
        public long enter() {
            while (true) {
                long version = current;
                inUse = version;
                // A writer that went on before it could see this reader might have removed what the version needs.
                if (current == version) {
                    return version;
                }
            }
        }

        /** End the use of the version. */
        public void leave() {
            inUse = NONE;
        }

        /** End the use of any version for good. */
        @Override
        public void close() {
            leave();
            drop(this);
        }
    }
}
