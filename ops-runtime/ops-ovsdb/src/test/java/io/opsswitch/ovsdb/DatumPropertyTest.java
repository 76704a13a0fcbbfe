/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.json.JsonWriter;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DatumPropertyTest {

    record Case(ColumnType type, Datum a, Datum b) {}

    @Property(tries = 300)
    void readsWhatItWrote(@ForAll("cases") Case c) throws Exception {
        JsonWriter out = new JsonWriter(false);
        c.a.write(out.raw('['), c.type);
        byte[] text = out.raw(']').toBytes();
        Json json = ((Json.Arr) JsonParser.parse(text, 0, text.length)).get(0);
        assertThat(DatumParser.parse(json, c.type, null)).isEqualTo(c.a);
        assertThat(json).isEqualTo(c.a.toJson(c.type));
    }

    @Property(tries = 300)
    void appliesTheDifferenceItMade(@ForAll("cases") Case c) {
        assertThat(c.a.applyDiff(c.a.diff(c.b, c.type), c.type)).isEqualTo(c.b);
        assertThat(c.a.diff(c.a, c.type).size()).isLessThanOrEqualTo(c.type.max() == 1 ? 1 : 0);
    }

    @Property(tries = 300)
    void treatsSetsAsSets(@ForAll("cases") Case c) {
        assertThat(c.a.union(c.b).includesAll(c.a)).isTrue();
        assertThat(c.a.subtract(c.b).excludesAll(c.b)).isTrue();
        assertThat(c.a.includesAll(c.b) && c.b.includesAll(c.a)).isEqualTo(c.a.equals(c.b));
        assertThat(Integer.signum(c.a.compareTo(c.b))).isEqualTo(-Integer.signum(c.b.compareTo(c.a)));
    }

    @Provide
    Arbitrary<Case> cases() {
        return Combinators.combine(
                        Arbitraries.of(AtomicType.class), Arbitraries.of(AtomicType.class), Arbitraries.of(0, 1, 2))
                .flatAs((key, value, shape) -> {
                    ColumnType type = new ColumnType(
                            BaseType.of(key), shape == 2 ? BaseType.of(value) : null, 0, shape == 0 ? 1 : 20);
                    Arbitrary<Datum> datum = shape == 2
                            ? Arbitraries.maps(atoms(key), atoms(value))
                                    .ofMaxSize(5)
                                    .map(DatumPropertyTest::map)
                            : atoms(key).set().ofMaxSize(shape == 0 ? 1 : 5).map(DatumPropertyTest::set);
                    return Combinators.combine(datum, datum).as((a, b) -> new Case(type, a, b));
                });
    }

    private static Arbitrary<Object> atoms(AtomicType type) {
        return switch (type) {
            case INTEGER -> Arbitraries.longs().between(-3, 3).map(v -> v);
            case REAL -> Arbitraries.doubles().between(-2, 2).ofScale(2).map(v -> v + 0.0);
            case BOOLEAN -> Arbitraries.of(true, false).map(v -> v);
            case STRING ->
                Arbitraries.strings()
                        .withChars('a', 'b', '"', '\ue000')
                        .ofMaxLength(2)
                        .map(v -> v);
            case UUID -> Arbitraries.longs().between(-2, 2).map(v -> new UUID(v, 1));
        };
    }

    private static Datum set(Set<Object> atoms) {
        DatumBuilder builder = new DatumBuilder(0, false);
        atoms.forEach(atom -> builder.add(atom, null));
        return builder.buildSorted();
    }

    private static Datum map(Map<Object, Object> atoms) {
        DatumBuilder builder = new DatumBuilder(0, true);
        atoms.forEach(builder::add);
        return builder.buildSorted();
    }
}
