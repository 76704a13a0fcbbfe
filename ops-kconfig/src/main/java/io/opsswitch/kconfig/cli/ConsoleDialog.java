/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.ask.Dialog;
import io.opsswitch.kconfig.ask.NoAnswerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks on the standard streams; repeats what it reads when that is no terminal, so that a log shows the answers. */
final class ConsoleDialog implements Dialog {

    /** How C tools of different ages ask when they do not sit at a terminal. */
    enum Manners {
        /** Repeats what it reads; takes longer lines for several. */
        MODERN(4095),
        /** Does not repeat what it reads. */
        CURT(127),
        /** Gives up instead of asking. */
        NO_QUESTIONS(127);

        private final int longestLine;

        Manners(int longestLine) {
            this.longestLine = longestLine;
        }
    }

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private final Manners manners;
    private boolean atEnd;

    ConsoleDialog(InputStream in, PrintStream out, PrintStream err, boolean terminal, Manners manners) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
        this.manners = manners;
    }

    @Override
    public void print(String text) {
        out.print(text);
    }

    @Override
    public @Nullable String readLine() throws IOException, NoAnswerException {
        if (manners == Manners.NO_QUESTIONS) {
            out.print("aborted!\n\nConsole input/output is redirected. ");
            out.print("Run 'make oldconfig' to update configuration.\n\n");
            throw new NoAnswerException("");
        }
        out.flush();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line.size() < manners.longestLine) {
            int next = in.read();
            if (next < 0) {
                atEnd = true;
                break;
            }
            line.write(next);
            if (next == '\n') {
                break;
            }
        }
        if (line.size() == 0) {
            err.print("\nError in reading or end of file.\n");
            return null;
        }
        String text = line.toString(StandardCharsets.UTF_8);
        if (manners == Manners.MODERN) {
            echo(text);
        }
        return text;
    }

    @Override
    public void echo(String line) {
        if (!terminal) {
            out.print(line);
        }
    }

    @Override
    public boolean isAtEnd() {
        return atEnd;
    }
}
