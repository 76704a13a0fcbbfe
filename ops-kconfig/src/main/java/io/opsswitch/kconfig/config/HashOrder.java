/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.config;

import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Symbol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The order in which the C tools go through all symbols: that of their hash table.
 *
 * <p>Buckets ascend; within one, the symbol created last comes first. The hash is FNV-1a of 32 bits; what has no name is
 * in bucket 0.
 */
public final class HashOrder {

    private static final int OFFSET = 0x811C9DC5;
    private static final int PRIME = 0x01000193;

    private HashOrder() {}

    /** Return all symbols but y, m and n, which are in no table. */
    public static List<Symbol> of(KconfigTree tree) {
        int buckets = tree.dialect().hashBuckets();
        int[] bucketOf = new int[tree.allSymbols().size()];
        List<Symbol> symbols = new ArrayList<>(bucketOf.length);
        for (Symbol symbol : tree.allSymbols()) {
            if (symbol.index() > Symbol.YES.index()) {
                bucketOf[symbol.index()] = bucket(symbol.name(), buckets);
                symbols.add(symbol);
            }
        }
        symbols.sort(Comparator.<Symbol>comparingInt(s -> bucketOf[s.index()])
                .thenComparing(Comparator.comparingInt(Symbol::index).reversed()));
        return symbols;
    }

    private static int bucket(String name, int buckets) {
        if (name.isEmpty()) {
            return 0;
        }
        int hash = OFFSET;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ b) * PRIME;
        }
        return Integer.remainderUnsigned(hash, buckets);
    }
}
