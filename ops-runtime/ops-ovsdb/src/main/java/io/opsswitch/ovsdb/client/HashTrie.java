/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Elements found by a key that each of them tells, in versions that share what they have in common: changing one of a
 * million elements copies four small arrays.
 *
 * <p>A node has up to 32 slots, one for each value of five bits of the key's hash, of which only those in use are there
 * (Bagwell, "Ideal Hash Trees", 2001). A slot holds an element, or a node for the next five bits if several elements
 * have come there. Below the seventh level nothing is left of the hash, and a node is a plain list. The same way from the
 * root leads to the same hashes in every version, so that two versions are compared slot by slot, and what they share is
 * passed over.
 *
 * <p>Versions are immutable and safe for use by several threads; an {@link Editor} belongs to one thread, and changes in
 * place the nodes that it has made itself.
 *
 * @param <T> the elements; none may be a {@link Node}
 */
final class HashTrie<T> implements Iterable<T> {

    private static final int BITS = 5;
    private static final int MASK = (1 << BITS) - 1;

    /** The shift at which the hash is used up. */
    private static final int LIST_SHIFT = 35;

    /** Slots, or below the last level elements in any order. Owned by an editor until that is done. */
    private static final class Node {
        final Object owner;
        int bitmap;
        Object[] slots;

        Node(Object owner, int bitmap, Object... slots) {
            this.owner = owner;
            this.bitmap = bitmap;
            this.slots = slots;
        }

        int place(int bit) {
            return Integer.bitCount(bitmap & (bit - 1));
        }
    }

    private final Function<? super T, ?> keyOf;
    private final Node root;
    private final int size;

    private HashTrie(Function<? super T, ?> keyOf, Node root, int size) {
        this.keyOf = keyOf;
        this.root = root;
        this.size = size;
    }

    /** Return a trie without elements. */
    static <T> HashTrie<T> empty(Function<? super T, ?> keyOf) {
        return new HashTrie<>(keyOf, new Node(HashTrie.class, 0), 0);
    }

    int size() {
        return size;
    }

    private static int hash(Object key) {
        int hash = key.hashCode() * 0x9E3779B1;
        return hash ^ hash >>> 15;
    }

    private static int bit(int hash, int shift) {
        return 1 << (hash >>> shift & MASK);
    }

    @SuppressWarnings("unchecked")
    private static <T> T element(Object slot) {
        return (T) slot;
    }

    /** Return the element with a key; null if there is none. */
    @Nullable
    T get(Object key) {
        return find(root, keyOf, key);
    }

    private static <T> @Nullable T find(Node root, Function<? super T, ?> keyOf, Object key) {
        int hash = hash(key);
        Node node = root;
        for (int shift = 0; shift < LIST_SHIFT; shift += BITS) {
            int bit = bit(hash, shift);
            if ((node.bitmap & bit) == 0) {
                return null;
            }
            Object slot = node.slots[node.place(bit)];
            if (!(slot instanceof Node child)) {
                T found = element(slot);
                return keyOf.apply(found).equals(key) ? found : null;
            }
            node = child;
        }
        int at = indexOf(node, keyOf, key);
        return at < 0 ? null : HashTrie.<T>element(node.slots[at]);
    }

    private static <T> int indexOf(Node list, Function<? super T, ?> keyOf, Object key) {
        for (int i = 0; i < list.slots.length; i++) {
            if (keyOf.apply(HashTrie.<T>element(list.slots[i])).equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /** Start a new version. */
    Editor<T> edit() {
        return new Editor<>(this);
    }

    @Override
    public Iterator<T> iterator() {
        return new Walk<>(root);
    }

    /** Goes through all elements below a slot. */
    private static final class Walk<T> implements Iterator<T> {
        private final Deque<Object> todo = new ArrayDeque<>();

        Walk(Object slot) {
            push(slot);
        }

        private void push(Object slot) {
            todo.push(slot);
            while (todo.peek() instanceof Node node) {
                todo.pop();
                for (int i = node.slots.length - 1; i >= 0; i--) {
                    todo.push(node.slots[i]);
                }
            }
        }

        @Override
        public boolean hasNext() {
            return !todo.isEmpty();
        }

        @Override
        public T next() {
            if (todo.isEmpty()) {
                throw new NoSuchElementException();
            }
            T next = element(todo.pop());
            if (!todo.isEmpty()) {
                push(todo.pop());
            }
            return next;
        }
    }

    /**
     * Tell each element that differs between this version and another of the same trie: what it was and what it is, null
     * for not there. Elements that are the same object are passed over.
     */
    void difference(HashTrie<T> newer, BiConsumer<@Nullable T, @Nullable T> sink) {
        difference(root, newer.root, 0, sink);
    }

    private void difference(
            @Nullable Object before, @Nullable Object after, int shift, BiConsumer<@Nullable T, @Nullable T> sink) {
        if (before == after) {
            return;
        }
        if (before instanceof Node from && after instanceof Node to && shift < LIST_SHIFT) {
            for (int rest = from.bitmap | to.bitmap; rest != 0; rest &= rest - 1) {
                int bit = Integer.lowestOneBit(rest);
                Object one = (from.bitmap & bit) == 0 ? null : from.slots[from.place(bit)];
                Object other = (to.bitmap & bit) == 0 ? null : to.slots[to.place(bit)];
                difference(one, other, shift + BITS, sink);
            }
            return;
        }
        Map<Object, T> old = new HashMap<>();
        if (before != null) {
            new Walk<T>(before).forEachRemaining(each -> old.put(keyOf.apply(each), each));
        }
        if (after != null) {
            new Walk<T>(after).forEachRemaining(each -> {
                T was = old.remove(keyOf.apply(each));
                if (was != each) {
                    sink.accept(was, each);
                }
            });
        }
        old.values().forEach(each -> sink.accept(each, null));
    }

    /** Makes a new version. Used by one thread. */
    static final class Editor<T> {
        private final HashTrie<T> original;
        private final Function<? super T, ?> keyOf;
        private Object owner = new Object();
        private Node root;
        private int size;
        private @Nullable T previous;

        private Editor(HashTrie<T> original) {
            this.original = original;
            this.keyOf = original.keyOf;
            this.root = original.root;
            this.size = original.size;
        }

        @Nullable
        T get(Object key) {
            return find(root, keyOf, key);
        }

        /** Return the version as it is now, which further editing does not change. */
        HashTrie<T> build() {
            if (root == original.root) {
                return original;
            }
            owner = new Object();
            return new HashTrie<>(keyOf, root, size);
        }

        /** Add an element in the place of the one with its key, which is returned. */
        @Nullable
        T put(T element) {
            previous = null;
            Object key = keyOf.apply(element);
            root = put(root, 0, hash(key), key, element);
            size += previous == null ? 1 : 0;
            return previous;
        }

        private Node put(Node node, int shift, int hash, Object key, T element) {
            if (shift >= LIST_SHIFT) {
                int at = indexOf(node, keyOf, key);
                if (at < 0) {
                    return inserted(node, 0, node.slots.length, element);
                }
                previous = element(node.slots[at]);
                return replaced(node, at, element);
            }
            int bit = bit(hash, shift);
            int at = node.place(bit);
            if ((node.bitmap & bit) == 0) {
                return inserted(node, bit, at, element);
            }
            Object slot = node.slots[at];
            if (slot instanceof Node child) {
                return replaced(node, at, put(child, shift + BITS, hash, key, element));
            }
            T there = element(slot);
            Object otherKey = keyOf.apply(there);
            if (otherKey.equals(key)) {
                previous = there;
                return replaced(node, at, element);
            }
            return replaced(node, at, pair(shift + BITS, there, hash(otherKey), element, hash));
        }

        private Node pair(int shift, T one, int oneHash, T other, int otherHash) {
            if (shift >= LIST_SHIFT) {
                return new Node(owner, 0, one, other);
            }
            int oneBit = bit(oneHash, shift);
            int otherBit = bit(otherHash, shift);
            if (oneBit == otherBit) {
                return new Node(owner, oneBit, pair(shift + BITS, one, oneHash, other, otherHash));
            }
            boolean first = Integer.compareUnsigned(oneBit, otherBit) < 0;
            return new Node(owner, oneBit | otherBit, first ? one : other, first ? other : one);
        }

        private Node replaced(Node node, int at, Object slot) {
            if (node.slots[at] == slot) {
                return node;
            }
            Node target = node.owner == owner ? node : new Node(owner, node.bitmap, node.slots.clone());
            target.slots[at] = slot;
            return target;
        }

        private Node inserted(Node node, int bit, int at, Object slot) {
            Object[] slots = Arrays.copyOf(node.slots, node.slots.length + 1);
            System.arraycopy(slots, at, slots, at + 1, node.slots.length - at);
            slots[at] = slot;
            return with(node, node.bitmap | bit, slots);
        }

        private Node with(Node node, int bitmap, Object[] slots) {
            if (node.owner != owner) {
                return new Node(owner, bitmap, slots);
            }
            node.bitmap = bitmap;
            node.slots = slots;
            return node;
        }

        /** Remove the element with a key and return it; null if there is none. */
        @Nullable
        T remove(Object key) {
            previous = null;
            root = remove(root, 0, hash(key), key);
            size -= previous == null ? 0 : 1;
            return previous;
        }

        private Node remove(Node node, int shift, int hash, Object key) {
            if (shift >= LIST_SHIFT) {
                int at = indexOf(node, keyOf, key);
                return at < 0 ? node : removed(node, 0, at);
            }
            int bit = bit(hash, shift);
            if ((node.bitmap & bit) == 0) {
                return node;
            }
            int at = node.place(bit);
            Object slot = node.slots[at];
            if (!(slot instanceof Node child)) {
                return keyOf.apply(HashTrie.<T>element(slot)).equals(key) ? removed(node, bit, at) : node;
            }
            Node left = remove(child, shift + BITS, hash, key);
            // A single element needs no node of its own: the shape depends on the elements alone.
            boolean single = left.slots.length == 1 && !(left.slots[0] instanceof Node);
            return replaced(node, at, single ? left.slots[0] : left);
        }

        private Node removed(Node node, int bit, int at) {
            previous = element(node.slots[at]);
            Object[] slots = new Object[node.slots.length - 1];
            System.arraycopy(node.slots, 0, slots, 0, at);
            System.arraycopy(node.slots, at + 1, slots, at, slots.length - at);
            return with(node, node.bitmap & ~bit, slots);
        }
    }
}
