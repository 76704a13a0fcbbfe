/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.table;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.daemon.OptionParser;
import io.opsswitch.common.daemon.OptionParser.Arg;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How tables are printed, as the options of the command line say. Filled by one thread before the first table. */
public final class TableStyle {

    /** The form of a table. */
    public enum Format {
        /** Aligned columns. */
        TABLE,
        /** A cell a line, an empty line between rows. */
        LIST,
        /** An HTML table. */
        HTML,
        /** RFC 4180. */
        CSV,
        /** One JSON object for each table. */
        JSON
    }

    /** The form of a value in a cell. */
    public enum Data {
        /** As ovs-vsctl takes values. */
        STRING,
        /** Without any punctuation. */
        BARE,
        /** As the OVSDB protocol has values. */
        JSON
    }

    private Format format;
    private Data data = Data.STRING;
    private boolean headings = true;
    private boolean pretty;
    private int maxColumnWidth;

    /** Create the style of a program that prints in this form unless told otherwise. */
    public TableStyle(Format format) {
        this.format = format;
    }

    /** Add the options of section "Output Formatting Options" in the manual pages. */
    public void addOptions(OptionParser parser) {
        parser.option("format", 'f', Arg.REQUIRED, value -> format = parse(Format.values(), "output", value))
                .option("data", 'd', Arg.REQUIRED, value -> data = parse(Data.values(), "data", value))
                .option("no-headings", Arg.NONE, value -> headings = false)
                .option("pretty", Arg.NONE, value -> pretty = true)
                .option("bare", Arg.NONE, value -> {
                    format = Format.LIST;
                    data = Data.BARE;
                    headings = false;
                })
                .option("max-column-width", Arg.REQUIRED, value -> maxColumnWidth = width(String.valueOf(value)));
    }

    private static <T extends Enum<T>> T parse(T[] values, String what, @Nullable String name) throws ExitException {
        for (T value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(name)) {
                return value;
            }
        }
        throw new ExitException("unknown " + what + " format \"" + name + "\"");
    }

    private static int width(String value) throws ExitException {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new ExitException("value " + value + " on --max-column-width is not a number");
        }
    }

    /** Return the form of tables. */
    public Format format() {
        return format;
    }

    /** Return the form of values. */
    public Data data() {
        return data;
    }

    /** Return whether headings are printed. */
    public boolean headings() {
        return headings;
    }

    /** Return whether JSON outside of cells has line ends and indentation. */
    public boolean pretty() {
        return pretty;
    }

    /** Return the greatest width of a column in bytes, 0 for any. */
    public int maxColumnWidth() {
        return maxColumnWidth;
    }
}
