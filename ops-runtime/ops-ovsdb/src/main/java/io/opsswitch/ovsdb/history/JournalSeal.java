/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.history;

import io.opsswitch.common.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Recognizes a journal as it was when a server ended: its length, and a digest of its last bytes, which hold the last
 * record or the end of it. Whoever writes to the file changes the one or the other: a journal only ever grows by records
 * with a checksum in them, or is written anew with the date. Immutable.
 */
record JournalSeal(long length, String digest) {

    private static final int TAIL = 64 << 10;

    /** Seal a journal as it is now. */
    static JournalSeal of(Path journal) throws IOException {
        try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.READ)) {
            long length = channel.size();
            ByteBuffer tail = ByteBuffer.allocate((int) Math.min(TAIL, length));
            channel.position(length - tail.capacity());
            while (tail.hasRemaining() && channel.read(tail) >= 0) {
                // a read may give less than there is
            }
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(tail.flip());
            return new JournalSeal(length, HexFormat.of().formatHex(sha.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    Json toJson() {
        return Json.object().with("bytes", Json.of(length)).with("sha256", Json.of(digest));
    }
}
