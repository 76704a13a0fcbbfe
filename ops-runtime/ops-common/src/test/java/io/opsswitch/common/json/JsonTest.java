/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @CsvSource({
        "1.0, 1",
        "1e3, 1000",
        "-0, 0",
        "0.1, 0.1",
        "1e300, 1e+300",
        "1.5e-7, 1.5e-07",
        "9223372036854775807, 9223372036854775807",
        "9223372036854775808, 9.223372036854776e+18",
        "9007199254740993.0, 9007199254740993",
        "123456.75, 123456.75",
        "0.0001, 0.0001",
        "0.00001, 1e-05"
    })
    void printsNumbersAsOpenVSwitchDoes(String in, String out) throws JsonException {
        assertThat(JsonParser.parse("[" + in + "]")).hasToString("[" + out + "]");
    }

    @Test
    void escapesOnlyWhatMustBeEscaped() throws JsonException {
        String text = "[\"a\\\"b\\\\/\\b\\t\\n\\f\\r\\u0001\u007f\u00e9\u20ac\ud83d\ude00\"]";
        assertThat(JsonParser.parse(text)).hasToString(text);
    }

    @Test
    void sortsMembersOnRequest() throws JsonException {
        assertThat(JsonParser.parse("{\"b\":1,\"a\":{\"d\":null,\"c\":true}}").toSortedString())
                .isEqualTo("{\"a\":{\"c\":true,\"d\":null},\"b\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[1,]", "{\"a\"}", "[1] x", "[01]", "[\"\\u0000\"]", "[1e999]", "nul", "[\"\u0001\"]"})
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> JsonParser.parse(text)).isInstanceOf(JsonException.class);
    }

    @Test
    void cutsMessagesAtEveryPossiblePieceLength() throws JsonException {
        String stream = " {\"a\":\"}]\\\"\"}[1,[2,{\"x\":[]}]]\n\n{}";
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int piece = 1; piece <= bytes.length; piece++) {
            JsonFramer framer = new JsonFramer(1000);
            List<String> cut = new ArrayList<>();
            for (int at = 0; at < bytes.length; at += piece) {
                framer.feed(ByteBuffer.wrap(bytes, at, Math.min(piece, bytes.length - at)));
                for (Json json = framer.next(); json != null; json = framer.next()) {
                    cut.add(json.toString());
                }
            }
            assertThat(cut).containsExactly("{\"a\":\"}]\\\"\"}", "[1,[2,{\"x\":[]}]]", "{}");
            assertThat(framer.isPartial()).isFalse();
        }
    }

    @Test
    void refusesMessagesThatAreTooDeepTooLongOrNoMessages() {
        assertThatThrownBy(() -> frame("[".repeat(1001))).hasMessageContaining("maximum nesting depth 1000");
        assertThatThrownBy(() -> frame("[\"" + "x".repeat(2000))).hasMessageContaining("maximum length");
        assertThatThrownBy(() -> frame("[\"" + "x".repeat(2000) + "\"]")).hasMessageContaining("maximum length");
        assertThatThrownBy(() -> frame("hello")).hasMessageContaining("beginning of input");
    }

    private static Json frame(String text) throws JsonException {
        JsonFramer framer = new JsonFramer(1500);
        framer.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        return framer.next();
    }
}
