/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.tools.table.JsonText;
import io.opsswitch.tools.table.OutputTable;
import io.opsswitch.tools.table.TablePrinter;
import io.opsswitch.tools.table.TableStyle;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Standard output, in UTF-8 whatever the locale, with the form that the options ask for. */
final class Output {

    private final OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
    private final TableStyle style;
    private final TablePrinter tables;

    Output(TableStyle style) {
        this.style = style;
        this.tables = new TablePrinter(style, out, Clock.systemUTC());
    }

    String text(Json json) {
        return JsonText.of(json, style.pretty());
    }

    void json(Json json) throws ExitException {
        print(text(json) + "\n");
    }

    void line(String text) throws ExitException {
        print(text + "\n");
    }

    void print(String text) throws ExitException {
        bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    void bytes(byte[] bytes) throws ExitException {
        try {
            out.write(bytes);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void table(OutputTable table, boolean timestamp) throws ExitException {
        try {
            tables.print(table, timestamp);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    void flush() throws ExitException {
        try {
            out.flush();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static ExitException failed(IOException e) {
        return new ExitException("write to stdout failed (" + e.getMessage() + ")");
    }
}
