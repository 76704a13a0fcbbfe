/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class HashTriePropertyTest {

    /** A key of which many have the same hash, in whole or in its lowest bits. */
    record Key(int value) {
        @Override
        public int hashCode() {
            return value % 3 == 0 ? 7 : value % 5;
        }
    }

    record Element(Key key, int value) {}

    private static Element element(int step) {
        return new Element(new Key(Math.abs(step) % 97), step);
    }

    @Property(tries = 300)
    void holdsWhatAHashMapHoldsInEveryVersionAndTellsWhatDiffers(
            @ForAll @Size(max = 200) List<@IntRange(min = -2000, max = 2000) Integer> steps,
            @ForAll @IntRange(min = 1, max = 40) int batch) {
        HashTrie<Element> trie = HashTrie.empty(Element::key);
        Map<Key, Element> model = new HashMap<>();
        List<HashTrie<Element>> versions = new ArrayList<>(List.of(trie));
        List<Map<Key, Element>> models = new ArrayList<>(List.of(Map.of()));
        HashTrie.Editor<Element> editor = trie.edit();
        for (int i = 0; i < steps.size(); i++) {
            Element element = element(steps.get(i));
            if (steps.get(i) < 0) {
                assertThat(editor.remove(element.key())).isEqualTo(model.remove(element.key()));
            } else {
                assertThat(editor.put(element)).isEqualTo(model.put(element.key(), element));
            }
            assertThat(editor.get(element.key())).isSameAs(model.get(element.key()));
            if (i % batch == 0) {
                versions.add(editor.build());
                models.add(new HashMap<>(model));
            }
        }
        versions.add(editor.build());
        models.add(model);
        for (int i = 0; i < versions.size(); i++) {
            check(versions.get(i), models.get(i));
        }
        for (int i = 1; i < versions.size(); i += 3) {
            for (int j : List.of(0, i - 1, versions.size() - 1)) {
                checkDifference(versions.get(i), versions.get(j), models.get(i), models.get(j));
            }
        }
    }

    private static void check(HashTrie<Element> version, Map<Key, Element> model) {
        assertThat(version.size()).isEqualTo(model.size());
        assertThat(version).containsExactlyInAnyOrderElementsOf(model.values());
        for (int i = 0; i < 97; i++) {
            assertThat(version.get(new Key(i))).isSameAs(model.get(new Key(i)));
        }
    }

    private static void checkDifference(
            HashTrie<Element> before, HashTrie<Element> after, Map<Key, Element> old, Map<Key, Element> now) {
        Map<Key, Element> patched = new HashMap<>(old);
        before.difference(after, (was, is) -> {
            assertThat(was).isNotSameAs(is);
            Key key = was == null ? is.key() : was.key();
            assertThat(patched.get(key)).isSameAs(was);
            if (is == null) {
                patched.remove(key);
            } else {
                patched.put(key, is);
            }
        });
        assertThat(patched).isEqualTo(now);
    }

    @Property(tries = 20)
    void comparesOnlyWhatDiffers(@ForAll @IntRange(min = 0, max = 4999) int changed) {
        HashTrie.Editor<Element> editor =
                HashTrie.<Element>empty(Element::value).edit();
        for (int i = 0; i < 5000; i++) {
            editor.put(new Element(new Key(0), i));
        }
        HashTrie<Element> before = editor.build();
        HashTrie.Editor<Element> next = before.edit();
        next.put(new Element(new Key(1), changed));
        List<String> seen = new ArrayList<>();
        before.difference(next.build(), (was, is) -> seen.add(was.value() + " " + is.key()));
        assertThat(seen).containsExactly(changed + " " + new Key(1));
    }
}
