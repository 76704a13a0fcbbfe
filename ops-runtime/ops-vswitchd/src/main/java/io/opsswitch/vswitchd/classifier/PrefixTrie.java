/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import org.jspecify.annotations.Nullable;

/**
 * The prefixes that rules have of one field: a path-compressed binary trie. For a value it tells which lengths of prefix
 * can match at all, and how many bits of the value decide that; a subtable with another length need not be searched then,
 * and only these bits were looked at.
 *
 * <p>Nodes are immutable and the root is published at once, so readers need no lock; one writer.
 */
final class PrefixTrie {

    /**
     * A prefix, from the first bit of the field on.
     *
     * @param count how many subtable entries have exactly this prefix; 0 where two longer ones part
     * @param zero the longer prefixes that go on with a 0
     */
    private record Node(
            long high,
            long low,
            int length,
            int count,
            @Nullable Node zero,
            @Nullable Node one) {

        @Nullable
        Node child(boolean isOne) {
            return isOne ? one : zero;
        }

        Node withChild(boolean isOne, @Nullable Node child) {
            return new Node(high, low, length, count, isOne ? zero : child, isOne ? child : one);
        }

        Node withCount(int newCount) {
            return new Node(high, low, length, newCount, zero, one);
        }

        boolean isLeaf() {
            return zero == null && one == null;
        }
    }

    private volatile @Nullable Node root;

    static long highMask(int length) {
        return length == 0 ? 0 : -1L << Math.max(0, Long.SIZE - length);
    }

    static long lowMask(int length) {
        return length <= Long.SIZE ? 0 : -1L << 2 * Long.SIZE - length;
    }

    /** Add a prefix of at least one bit. Called by the writer. */
    void insert(long high, long low, int length) {
        root = insert(root, high & highMask(length), low & lowMask(length), length);
    }

    /** Remove a prefix that was added. Called by the writer. */
    void remove(long high, long low, int length) {
        root = remove(root, high & highMask(length), low & lowMask(length), length);
    }

    /**
     * Find what can match a value of so many bits. The lengths at which there are prefixes of the value go into the
     * result; returned is how many bits of the value have to be looked at to know that there are no others.
     */
    int lookup(long high, long low, int bits, @Nullable Lengths lengths) {
        Node previous = null;
        Node node = root;
        int matched = 0;
        while (node != null) {
            int equal = commonLength(node, high, low);
            if (equal < node.length) {
                return equal + 1;
            }
            matched = node.length;
            if (node.count > 0 && lengths != null) {
                lengths.add(matched);
            }
            if (matched >= bits) {
                return bits;
            }
            previous = node;
            node = node.child(bit(high, low, matched));
        }
        // Where prefixes go on the other way, the next bit tells that they do not match.
        return previous == null || previous.isLeaf() ? matched : matched + 1;
    }

    private static Node insert(@Nullable Node node, long high, long low, int length) {
        if (node == null) {
            return new Node(high, low, length, 1, null, null);
        }
        int common = Math.min(length, commonLength(node, high, low));
        if (common == node.length) {
            if (common == length) {
                return node.withCount(node.count + 1);
            }
            boolean way = bit(high, low, common);
            return node.withChild(way, insert(node.child(way), high, low, length));
        }
        Node parent =
                new Node(high & highMask(common), low & lowMask(common), common, common == length ? 1 : 0, null, null);
        parent = parent.withChild(bit(node.high, node.low, common), node);
        return common == length
                ? parent
                : parent.withChild(bit(high, low, common), new Node(high, low, length, 1, null, null));
    }

    private static @Nullable Node remove(@Nullable Node node, long high, long low, int length) {
        if (node == null || node.length > length || commonLength(node, high, low) < node.length) {
            throw new IllegalStateException("a prefix of " + length + " bits is not in the trie");
        }
        if (node.length < length) {
            boolean way = bit(high, low, node.length);
            return compact(node.withChild(way, remove(node.child(way), high, low, length)));
        }
        return compact(node.withCount(node.count - 1));
    }

    /** Return what stands in the place of a node that may have become needless. */
    private static @Nullable Node compact(Node node) {
        if (node.count > 0 || node.zero != null && node.one != null) {
            return node;
        }
        return node.zero != null ? node.zero : node.one;
    }

    /** Return how many of the first bits of a value are those of a node; at most the node's length. */
    private static int commonLength(Node node, long high, long low) {
        long difference = node.high ^ high;
        int common = difference != 0
                ? Long.numberOfLeadingZeros(difference)
                : Long.SIZE + Long.numberOfLeadingZeros(node.low ^ low);
        return Math.min(node.length, common);
    }

    private static boolean bit(long high, long low, int index) {
        return (index < Long.SIZE ? high << index : low << index - Long.SIZE) < 0;
    }

    /** A set of lengths, 1 to 128. */
    static final class Lengths {
        private long upTo64;
        private long above;

        void clear() {
            upTo64 = 0;
            above = 0;
        }

        void fill() {
            upTo64 = -1;
            above = -1;
        }

        void add(int length) {
            if (length <= Long.SIZE) {
                upTo64 |= 1L << length - 1;
            } else {
                above |= 1L << length - 1 - Long.SIZE;
            }
        }

        boolean has(int length) {
            return ((length <= Long.SIZE ? upTo64 : above) & 1L << length - 1) != 0;
        }
    }
}
