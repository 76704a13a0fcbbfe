/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.datapath.DatapathException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The files that a dummy port writes its frames to, as its options say: {@code rxq_pcap} what it receives, {@code tx_pcap}
 * what it sends, {@code pcap} both. Safe for use by several threads.
 */
final class Captures {

    private final @Nullable PcapFile received;
    private final @Nullable PcapFile sent;

    private Captures(@Nullable PcapFile received, @Nullable PcapFile sent) {
        this.received = received;
        this.sent = sent;
    }

    static Captures open(String port, Map<String, String> options) throws DatapathException {
        String both = options.get("pcap");
        if (both != null) {
            PcapFile file = open(port, "pcap", both);
            return new Captures(file, file);
        }
        String rx = options.get("rxq_pcap");
        String tx = options.get("tx_pcap");
        PcapFile received = rx == null ? null : open(port, "rxq_pcap", rx);
        try {
            return new Captures(received, tx == null ? null : open(port, "tx_pcap", tx));
        } catch (DatapathException e) {
            if (received != null) {
                received.close();
            }
            throw e;
        }
    }

    private static PcapFile open(String port, String option, String path) throws DatapathException {
        try {
            return PcapFile.create(path);
        } catch (IOException e) {
            throw new DatapathException(
                    "could not add port " + port + ": options:" + option + "=" + path + " cannot be written: "
                            + e.getMessage(),
                    e);
        }
    }

    void received(byte[] frame) {
        write(received, frame);
    }

    void sent(byte[] frame) {
        write(sent, frame);
    }

    private static void write(@Nullable PcapFile file, byte[] frame) {
        if (file != null) {
            file.write(frame);
        }
    }

    void close() {
        if (received != null) {
            received.close();
        }
        if (sent != null) {
            sent.close();
        }
    }
}
