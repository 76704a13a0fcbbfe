/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonPropertyTest {

    @Property(tries = 300)
    void readsWhatItWrote(@ForAll("values") Json value) throws JsonException {
        Json.Arr wrapped = Json.array(value);
        assertThat(JsonParser.parse(wrapped.toString())).isEqualTo(wrapped);
        assertThat(JsonParser.parse(wrapped.toSortedString())).isEqualTo(wrapped);
    }

    @Provide
    Arbitrary<Json> values() {
        Arbitrary<String> text = Arbitraries.strings()
                .withCharRange('\u0001', '\ud7ff')
                .withChars('"', '\\', '\n', '\u001f')
                .ofMaxLength(12);
        Arbitrary<Json> leaf = Arbitraries.oneOf(
                Arbitraries.of(Json.NULL, Json.TRUE, Json.FALSE),
                Arbitraries.longs().map(Json::of),
                Arbitraries.doubles().map(Json::number),
                text.map(Json::of));
        return Arbitraries.recursive(
                () -> leaf,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(4).map(Json.Arr::new),
                        Arbitraries.maps(text, inner).ofMaxSize(4).map(JsonPropertyTest::object)),
                0,
                3);
    }

    private static Json object(Map<String, Json> members) {
        return new Json.Obj(new LinkedHashMap<>(members));
    }
}
