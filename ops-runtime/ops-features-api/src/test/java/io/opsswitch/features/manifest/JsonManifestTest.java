/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonManifestTest {

    @Test
    void readsAllKindsOfValues() throws IOException {
        Map<String, Object> object = JsonReader.object(
                "m", "{\"a\":[1,-2,{}],\"b\":true,\"c\":null,\"d\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00fc\",\"e\":[]}\n");
        assertThat(object.get("a")).isEqualTo(List.of(BigInteger.ONE, BigInteger.valueOf(-2), Map.of()));
        assertThat(object).containsEntry("b", true).containsEntry("c", null).containsEntry("e", List.of());
        assertThat(object.get("d")).isEqualTo("\"\\/\b\f\n\r\t\u00fc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,}|m:1:8: expected \"",
                "{\"a\":1,\"a\":2}|m:1:8: \"a\" comes twice",
                "{\"a\":01}|m:1:7: expected }",
                "{\"a\":nul}|m:1:6: expected a value",
                "{\"a\":\"\\x\"}|no escape starts with \\x",
                "{\"a\":\"\\u12g4\"}|expected four hexadecimal digits",
                "{} x|m:1:4: expected the end of the file",
                "{\"a\":1|the file ends too early",
                "[]|expected {",
                "{\"a\":+1}|expected a value",
            })
    void namesLineAndColumnOfAnError(String text, String message) {
        assertThatThrownBy(() -> JsonReader.object("m", text))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    @Test
    void refusesEndlessNesting() {
        assertThatThrownBy(() -> JsonReader.object("m", "{\"a\":" + "[".repeat(100_000)))
                .hasMessageContaining("more than 100 levels");
    }

    @Test
    void refusesOtherFiles() {
        assertThatThrownBy(() -> JsonManifest.read("m", "{\"name\":\"Open_vSwitch\"}"))
                .hasMessageContaining("m has no member \"features\"");
        assertThatThrownBy(() -> JsonManifest.read("m", "{\"features\":{},\"disabled\":[1]}"))
                .hasMessageContaining("no name: 1");
        assertThatThrownBy(() -> JsonManifest.read("m", "{\"features\":{},\"keyValues\":{\"A\":[]}}"))
                .hasMessageContaining("the value of A");
        assertThatThrownBy(() -> JsonManifest.read("m", "{\"features\":7}")).hasMessageContaining("is no object");
    }

    @Property(tries = 300)
    void damageGivesAnErrorOrAReading(
            @ForAll @StringLength(max = 40) @CharRange(from = ' ', to = '~') String inserted, @ForAll int seed) {
        String good = "{\"platform\":\"p\",\"features\":{\"A\":\"flag\"},\"disabled\":[\"B\"]}";
        int at = Math.floorMod(seed, good.length());
        try {
            JsonManifest.read("m", good.substring(0, at) + inserted + good.substring(at));
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith("m");
        }
    }
}
