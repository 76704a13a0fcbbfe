/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.UUID;

/** Makes random UUIDs (version 4) from blocks of random bytes, which costs far less than one call for each. */
public final class UuidSource {

    private static final SecureRandom RANDOM = new SecureRandom();
    private final ByteBuffer pool = ByteBuffer.allocate(4096).limit(0);

    /** Return a new UUID. Safe for use by several threads. */
    public synchronized UUID next() {
        if (!pool.hasRemaining()) {
            RANDOM.nextBytes(pool.array());
            pool.clear();
        }
        long high = pool.getLong() & ~0xf000L | 0x4000L;
        long low = pool.getLong() & ~(3L << 62) | 1L << 63;
        return new UUID(high, low);
    }
}
