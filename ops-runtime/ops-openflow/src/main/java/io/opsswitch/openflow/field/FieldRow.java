/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One row of the table of fields, read. */
record FieldRow(
        String name,
        @Nullable String alias,
        int bytes,
        int bits,
        String access,
        Form form,
        Prerequisite prerequisite,
        List<Piece> pieces,
        List<OxmCode> codes) {

    private static final int FIRST_PAIR = 1;
    private static final int FIRST_PAIRS = 8;
    private static final int SECOND_PAIR = 11;
    private static final Pattern CODE = Pattern.compile("(\\w+)=(\\p{XDigit}+):(?:(x):)?(\\d+)(?:@1\\.(\\d))?");
    private static final Pattern PLACE =
            Pattern.compile("(own|[A-Z][A-Z_0-9]*)(\\d+)?(?:\\[(\\d+)\\.\\.(\\d+)\\])?(?:@(\\d+))?(!)?");

    boolean has(char flag) {
        return access.indexOf(flag) >= 0;
    }

    /** Return whether a value is among those that packets can have; bits that no packet has were looked at before. */
    boolean allows(long value) {
        return switch (name) {
            case "nsh_ttl" -> value <= 63;
            case "nsh_mdtype" -> value == 1 || value == 2;
            default -> true;
        };
    }

    /**
     * Read the columns of a row.
     *
     * @param index which field of the row it is; with the first number of the row, that takes the place of the star
     */
    static FieldRow of(String[] columns, int index) {
        int plus = columns[0].indexOf('+');
        int number = index + (plus < 0 ? 0 : Integer.parseInt(columns[0].substring(plus + 1)));
        String[] names =
                columns[0].replaceAll("\\*[\\d+]+", Integer.toString(number)).split(",");
        String[] width = columns[1].split("/");
        int bytes = Integer.parseInt(width[0]);
        List<OxmCode> codes = new ArrayList<>();
        for (int i = 6; i < columns.length; i++) {
            codes.add(code(columns[i], index, number));
        }
        return new FieldRow(
                names[0],
                names.length > 1 ? names[1] : null,
                bytes,
                width.length > 1 ? Integer.parseInt(width[1]) : bytes * 8,
                columns[2],
                Form.valueOf(columns[3]),
                Prerequisite.valueOf(columns[4]),
                columns[5].equals("family") ? family(columns[0], number) : places(columns[5]),
                List.copyOf(codes));
    }

    private static OxmCode code(String text, int index, int number) {
        Matcher code = CODE.matcher(text.replace("*", Integer.toString(number)));
        if (!code.matches()) {
            throw new IllegalArgumentException("not a number of a field: " + text);
        }
        int space = Integer.parseUnsignedInt(code.group(2), 16);
        boolean experimenter = code.group(3) != null;
        String since = code.group(5);
        return new OxmCode(
                code.group(1),
                experimenter ? space : 0,
                experimenter ? OxmCode.EXPERIMENTER : space,
                Integer.parseInt(code.group(4)) + (text.contains("*") ? index : 0),
                since == null ? 0 : Integer.parseInt(since) + 1);
    }

    private static List<Piece> family(String name, int number) {
        return switch (name.substring(0, name.indexOf('*'))) {
            case "reg" -> List.of(register(number / 2, number % 2 == 0 ? 32 : 0, 32, 0));
            case "xreg" -> List.of(register(number, 0, 64, 0));
            case "xxreg" -> List.of(register(2 * number, 0, 64, 64), register(2 * number + 1, 0, 64, 0));
            case "tun_metadata" -> List.of();
            default -> throw new IllegalArgumentException("not a family of fields: " + name);
        };
    }

    /** Return a part of two registers; the first ones lie in front of what most packets have, the others behind. */
    private static Piece register(int pair, int shift, int bits, int at) {
        int word = pair < FIRST_PAIRS ? FIRST_PAIR + pair : SECOND_PAIR + pair - FIRST_PAIRS;
        return own(word, shift, bits, at);
    }

    private static Piece own(int word, int shift, int bits, int at) {
        return new Piece(FlowKey.PIPELINE_WORD + word, shift, bits, at, Piece.ones(bits) << shift);
    }

    private static List<Piece> places(String text) {
        int plus = text.indexOf('+');
        if (plus < 0) {
            return List.of(place(text));
        }
        Piece high = place(text.substring(0, plus));
        return List.of(
                new Piece(high.word(), high.shift(), high.bits(), Long.SIZE, high.exact()),
                place(text.substring(plus + 1)));
    }

    private static Piece place(String text) {
        Matcher place = PLACE.matcher(text);
        if (!place.matches()) {
            throw new IllegalArgumentException("not a place in a key: " + text);
        }
        boolean part = place.group(3) != null;
        int low = part ? Integer.parseInt(place.group(3)) : 0;
        if (place.group(1).equals("own")) {
            int bits = part ? Integer.parseInt(place.group(4)) - low + 1 : Long.SIZE;
            return own(Integer.parseInt(place.group(2)), low, bits, 0);
        }
        FlowField field = FlowField.valueOf(place.group(1) + (place.group(2) == null ? "" : place.group(2)));
        int bits = part ? Integer.parseInt(place.group(4)) - low + 1 : field.bits();
        int shift = field.shift() + low;
        int at = place.group(5) == null ? 0 : Integer.parseInt(place.group(5));
        long exact = place.group(6) == null ? Piece.ones(bits) << shift : field.wordMask();
        return new Piece(field.word(), shift, bits, at, exact);
    }
}
