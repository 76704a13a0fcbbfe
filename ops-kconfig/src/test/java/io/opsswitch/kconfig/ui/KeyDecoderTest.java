/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.kconfig.ui.input.CharSource;
import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.input.Key.Mouse;
import io.opsswitch.kconfig.ui.input.Key.Special;
import io.opsswitch.kconfig.ui.input.KeyDecoder;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KeyDecoderTest {

    /** Return the keys of a text; null where a sequence is unknown. A blank line in it is a pause. */
    private static List<Key> keys(String text) throws IOException {
        int[] at = {0};
        KeyDecoder decoder = new KeyDecoder(timeout -> {
            if (at[0] >= text.length()) {
                return CharSource.NONE;
            }
            char c = text.charAt(at[0]++);
            return c == '\f' ? CharSource.NONE : c;
        });
        List<Key> keys = new ArrayList<>();
        while (at[0] < text.length()) {
            keys.add(decoder.next(1));
        }
        return keys;
    }

    @Test
    void knowsCharacters() throws IOException {
        assertThat(keys("aé日")).containsExactly(Key.of('a'), Key.of('é'), Key.of('日'));
        assertThat(keys("\ud83d\ude00")).containsExactly(Key.of(0x1f600));
        assertThat(keys("\u0003\r\n\t\u007f\b"))
                .containsExactly(
                        Key.ctrl('c'), Special.ENTER, Special.ENTER, Special.TAB, Special.BACKSPACE, Special.BACKSPACE);
    }

    @Test
    void knowsTheArrowsOfAllTerminals() throws IOException {
        assertThat(keys("\u001b[A\u001b[B\u001bOC\u001bOD\u001b[1;5A\u001b\u001b[B"))
                .containsExactly(Special.UP, Special.DOWN, Special.RIGHT, Special.LEFT, Special.UP, Special.DOWN);
        assertThat(keys("\u001b[H\u001b[F\u001b[1~\u001b[4~\u001b[7~\u001b[8~\u001b[5~\u001b[6~\u001b[3~\u001b[Z"))
                .containsExactly(
                        Special.HOME,
                        Special.END,
                        Special.HOME,
                        Special.END,
                        Special.HOME,
                        Special.END,
                        Special.PAGE_UP,
                        Special.PAGE_DOWN,
                        Special.DELETE,
                        Special.BACK_TAB);
    }

    @Test
    void knowsTheFunctionKeysOfAllTerminals() throws IOException {
        assertThat(keys("\u001bOP\u001b[11~\u001b[[A\u001b[1;2P"))
                .containsExactly(Special.F1, Special.F1, Special.F1, Special.F1);
        assertThat(keys("\u001b[15~\u001b[17~\u001b[20~\u001b[[E\u001b[24~"))
                .containsExactly(Special.F5, Special.F6, Special.F9, Special.F5, Special.F12);
    }

    @Test
    void tellsEscFromSequences() throws IOException {
        assertThat(keys("\u001b\fa")).containsExactly(Special.ESCAPE, Key.of('a'));
        assertThat(keys("\u001b\u001b\fa")).containsExactly(Special.ESCAPE, Key.of('a'));
        assertThat(keys("\u001b1")).containsExactly(new Key.Typed('1', true));
    }

    @Test
    void knowsTheMouse() throws IOException {
        assertThat(keys("\u001b[<0;10;5M\u001b[<0;10;5m\u001b[<64;1;1M\u001b[<65;1;1M"))
                .containsExactly(
                        new Mouse(Mouse.Action.CLICK, 4, 9),
                        null,
                        new Mouse(Mouse.Action.WHEEL_UP, 0, 0),
                        new Mouse(Mouse.Action.WHEEL_DOWN, 0, 0));
        assertThat(keys("\u001b[M *%")).containsExactly(new Mouse(Mouse.Action.CLICK, 4, 9));
    }

    @Test
    void skipsSequencesThatNobodyKnows() throws IOException {
        assertThat(keys("\u001b[?1;2c\u001b[99~x")).containsExactly(null, null, Key.of('x'));
    }

    @Test
    void endsWithTheTerminal() {
        KeyDecoder decoder = new KeyDecoder(timeout -> CharSource.END);
        assertThatThrownBy(() -> decoder.next(1)).isInstanceOf(EOFException.class);
    }

    @Property(tries = 300)
    void takesAnything(@ForAll String text) throws IOException {
        assertThat(keys(text.replace('x', '\u001b').replace('y', '['))).hasSizeLessThanOrEqualTo(text.length());
    }
}
