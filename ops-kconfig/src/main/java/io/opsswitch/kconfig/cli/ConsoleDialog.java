/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.ask.Dialog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks on the standard streams; repeats what it reads when that is no terminal, so that a log shows the answers. */
final class ConsoleDialog implements Dialog {

    /** The C tool takes longer lines for several. */
    private static final int LONGEST = 4095;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final boolean terminal;
    private boolean atEnd;

    ConsoleDialog(InputStream in, PrintStream out, PrintStream err, boolean terminal) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.terminal = terminal;
    }

    @Override
    public void print(String text) {
        out.print(text);
    }

    @Override
    public @Nullable String readLine() throws IOException {
        out.flush();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        while (line.size() < LONGEST) {
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
        echo(text);
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
