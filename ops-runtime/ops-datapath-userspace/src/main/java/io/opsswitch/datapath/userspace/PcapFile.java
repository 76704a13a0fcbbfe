/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.common.log.Vlog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoField;

/**
 * A file of Ethernet frames that Wireshark and tcpdump read: libpcap's first format
 * (https://wiki.wireshark.org/Development/LibpcapFileFormat). Safe for use by several threads.
 */
final class PcapFile implements AutoCloseable {

    private static final Vlog VLOG = Vlog.module("netdev_dummy");
    private static final int MAGIC = 0xa1b2c3d4;
    private static final int ETHERNET = 1;
    private static final int LONGEST = 0xffff;
    private static final int HEADER = 24;
    private static final int RECORD = 16;

    private final FileChannel file;
    private final String path;
    private boolean failed;

    private PcapFile(FileChannel file, String path) {
        this.file = file;
        this.path = path;
    }

    /** Create a file, in the place of one that is there. */
    static PcapFile create(String path) throws IOException {
        try {
            FileChannel file = FileChannel.open(
                    Path.of(path),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.nativeOrder());
            header.putInt(MAGIC).putShort((short) 2).putShort((short) 4).putLong(0);
            header.putInt(LONGEST).putInt(ETHERNET).flip();
            file.write(header);
            return new PcapFile(file, path);
        } catch (InvalidPathException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Write a frame with the time of now; what fails is logged once. */
    synchronized void write(byte[] frame) {
        Instant now = Instant.now();
        ByteBuffer record = ByteBuffer.allocate(RECORD + frame.length).order(ByteOrder.nativeOrder());
        record.putInt((int) now.getEpochSecond()).putInt(now.get(ChronoField.MICRO_OF_SECOND));
        record.putInt(frame.length).putInt(frame.length).put(frame).flip();
        try {
            while (file.isOpen() && record.hasRemaining()) {
                file.write(record);
            }
        } catch (IOException e) {
            if (!failed) {
                failed = true;
                VLOG.warn("%s: frames are missing, they could not be written: %s", path, e.getMessage());
            }
        }
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            VLOG.warn("%s: could not be closed: %s", path, e.getMessage());
        }
    }
}
