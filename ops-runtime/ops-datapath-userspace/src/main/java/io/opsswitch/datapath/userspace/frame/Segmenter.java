/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.frame;

import io.opsswitch.datapath.frame.Headers;
import io.opsswitch.datapath.nativelib.OffloadHeader;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.InternetChecksum;
import java.nio.ByteBuffer;

/**
 * Cuts large TCP segments, and UDP payloads of many datagrams, into frames that a device can send, as the offload header in
 * front of them says: headers and a part of the payload each, with numbers, lengths and checksums of its own.
 *
 * <p>To use: {@link #begin}, then {@link #next} as often as it said, while there {@link #hasRoom}; {@link #reset} when the
 * segments are not needed any more. Used by one thread.
 */
public final class Segmenter {

    private static final int TCP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int IPV4_ADDRESSES = 12;
    private static final int IPV6_ADDRESSES = 8;
    private static final int FIN_AND_PSH = 0x09;
    private static final int CWR = 0x80;

    private final Headers headers = new Headers();
    private final Arena segments;

    private ByteBuffer source;
    private int frame;
    private boolean isTcp;
    private boolean isIpv4;
    /** Where things are, counted from the beginning of the frame. */
    private int network;

    private int transport;
    private int payload;
    private int end;
    private int size;
    private int count;
    private int index;
    private int length;

    /** Create one for devices. */
    public Segmenter() {
        this(true);
    }

    /**
     * Create one.
     *
     * @param isNative whether the native library is there; else segments have no address and cannot go to a device
     */
    public Segmenter(boolean isNative) {
        segments = new Arena(isNative);
        source = segments.memory();
    }

    /**
     * Look at a frame that is to be cut.
     *
     * @return into how many segments; 0 if it is damaged or of a kind that cannot be cut
     */
    public int begin(ByteBuffer frameMemory, int at, int frameLength) {
        source = frameMemory;
        frame = at;
        index = 0;
        count = 0;
        int kind = Offload.segmentation(source, at);
        isTcp = kind == OffloadHeader.SEGMENTATION_TCP4 || kind == OffloadHeader.SEGMENTATION_TCP6;
        size = Offload.segmentSize(source, at);
        headers.locate(source, at, frameLength);
        isIpv4 = headers.etherType() == EtherType.IPV4;
        boolean isIp = isIpv4 || headers.etherType() == EtherType.IPV6;
        if (!isTcp && kind != OffloadHeader.SEGMENTATION_UDP
                || size == 0
                || !isIp
                || headers.network() == Headers.NONE
                || headers.transport() == Headers.NONE) {
            return 0;
        }
        network = headers.network() - at;
        transport = headers.transport() - at;
        end = headers.end() - at;
        if (end - transport < (isTcp ? TCP_HEADER : UDP_HEADER)) {
            return 0;
        }
        int header = isTcp ? (source.get(at + transport + 12) >> 4 & 0xf) * 4 : UDP_HEADER;
        payload = transport + header;
        if (header < (isTcp ? TCP_HEADER : UDP_HEADER) || payload + size > Arena.LARGEST_FRAME || payload > end) {
            return 0;
        }
        count = Math.max(1, (end - payload + size - 1) / size);
        return count;
    }

    /** Return whether the next segment has room. */
    public boolean hasRoom() {
        return segments.hasRoom(payload + size);
    }

    /** Make the next segment and return where it is. */
    public int next() {
        int from = payload + index * size;
        int part = Math.min(size, end - from);
        length = payload + part;
        int at = segments.allocate(length);
        ByteBuffer out = segments.memory();
        out.put(at, source, frame, payload);
        out.put(at + payload, source, frame + from, part);
        Offload.clear(out, at);
        boolean isLast = index == count - 1;
        if (isIpv4) {
            int ip = at + network;
            out.putShort(ip + 2, (short) (length - network));
            out.putShort(ip + 4, (short) (out.getShort(ip + 4) + index));
            out.putShort(ip + 10, (short) 0);
            out.putShort(ip + 10, (short) InternetChecksum.of(out, ip, (out.get(ip) & 0xf) * 4));
        } else {
            out.putShort(at + network + 4, (short) (length - network - 40));
        }
        int head = at + transport;
        if (isTcp) {
            out.putInt(head + 4, out.getInt(head + 4) + index * size);
            int flags = out.get(head + 13) & ~(isLast ? 0 : FIN_AND_PSH) & ~(index == 0 ? 0 : CWR);
            out.put(head + 13, (byte) flags);
            checksum(out, at, head + 16, 6);
        } else {
            out.putShort(head + 4, (short) (length - transport));
            checksum(out, at, head + 6, 17);
        }
        index++;
        return at;
    }

    private void checksum(ByteBuffer out, int at, int place, int protocol) {
        out.putShort(place, (short) 0);
        int addresses = at + network + (isIpv4 ? IPV4_ADDRESSES : IPV6_ADDRESSES);
        long sum = InternetChecksum.sum(out, addresses, isIpv4 ? 8 : 32)
                + protocol
                + (length - transport)
                + InternetChecksum.sum(out, at + transport, length - transport);
        int checksum = ~InternetChecksum.fold(sum) & 0xffff;
        out.putShort(place, (short) (checksum == 0 ? 0xffff : checksum));
    }

    /** Return the length of the last segment made. */
    public int length() {
        return length;
    }

    /** Return the memory of segments, big-endian. */
    public ByteBuffer memory() {
        return segments.memory();
    }

    /** Return the address of its first byte. */
    public long address() {
        return segments.address();
    }

    /** Forget the segments. */
    public void reset() {
        segments.reset();
    }
}
