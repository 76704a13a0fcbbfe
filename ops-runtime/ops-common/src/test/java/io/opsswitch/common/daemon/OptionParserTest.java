/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.common.daemon.OptionParser.Arg;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionParserTest {

    private final List<String> seen = new ArrayList<>();
    private final OptionParser parser = new OptionParser()
            .option("remote", Arg.REQUIRED, value -> seen.add("remote " + value))
            .option("pidfile", Arg.OPTIONAL, value -> seen.add("pidfile " + value))
            .option("private-key", 'p', Arg.REQUIRED, value -> seen.add("key " + value))
            .option("help", 'h', Arg.NONE, value -> seen.add("help"))
            .option("verbose", 'v', Arg.OPTIONAL, value -> seen.add("verbose " + value));

    @Test
    void readsEveryFormAndLeavesTheOperands() throws ExitException {
        List<String> operands = parser.parse(
                "a",
                "--remote=x",
                "--remote",
                "y",
                "--pidfile",
                "b",
                "--pidf=z",
                "-vdbg",
                "-v",
                "-hp",
                "k",
                "-",
                "--",
                "-h");
        assertThat(seen)
                .containsExactly(
                        "remote x",
                        "remote y",
                        "pidfile null",
                        "pidfile z",
                        "verbose dbg",
                        "verbose null",
                        "help",
                        "key k");
        assertThat(operands).containsExactly("a", "b", "-", "-h");
    }

    @Test
    void stopsAtTheFirstOperandIfAsked() throws ExitException {
        assertThat(parser.stopAtFirstOperand().parse("-h", "a", "-h")).containsExactly("a", "-h");
        assertThat(seen).containsExactly("help");
    }

    @Test
    void saysWhatIsWrongInGetoptsWords() {
        assertThatThrownBy(() -> parser.parse("--nosuch=1")).hasMessage("unrecognized option '--nosuch'");
        assertThatThrownBy(() -> parser.parse("--remote")).hasMessage("option '--remote' requires an argument");
        assertThatThrownBy(() -> parser.parse("--help=1")).hasMessage("option '--help' doesn't allow an argument");
        assertThatThrownBy(() -> parser.parse("--p"))
                .hasMessage("option '--p' is ambiguous; possibilities: '--pidfile' '--private-key'");
        assertThatThrownBy(() -> parser.parse("-x")).hasMessage("invalid option -- 'x'");
        assertThatThrownBy(() -> parser.parse("-p")).hasMessage("option requires an argument -- 'p'");
    }
}
