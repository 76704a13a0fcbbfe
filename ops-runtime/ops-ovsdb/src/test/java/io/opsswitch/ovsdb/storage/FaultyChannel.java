/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** A file on a disk that takes less than it is given, and fails when its {@link Plan} says so. */
final class FaultyChannel extends FileChannel {

    /** What the disk does next. */
    interface Plan {
        /** Return how many bytes are taken, at most those that are left. */
        int taken(int left);

        /** Throw if the write, after what was taken, fails. */
        void write() throws IOException;

        /** Throw if a file cannot be cut. */
        void truncate() throws IOException;

        /** Throw if an fsync fails. */
        void force() throws IOException;
    }

    private final FileChannel file;
    private final Plan plan;

    FaultyChannel(FileChannel file, Plan plan) {
        this.file = file;
        this.plan = plan;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int limit = source.limit();
        source.limit(source.position() + plan.taken(source.remaining()));
        int n = file.write(source);
        source.limit(limit);
        plan.write();
        return n;
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        plan.truncate();
        file.truncate(size);
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        plan.force(); // what a loss of power would take is not shown here, so that the real disk need not wait
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return file.transferTo(position, count, target);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return file.read(target);
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return file.read(targets, offset, length);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long n = 0;
        for (int i = offset; i < offset + length; i++) {
            n += write(sources[i]);
        }
        return n;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        file.position(position);
        return write(source);
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        return file.transferFrom(source, position, count);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        return file.map(mode, position, size);
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        return file.lock(position, size, shared);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }
}
