/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.table;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.ColumnType;
import io.opsswitch.ovsdb.Datum;
import java.util.regex.Pattern;

/** Values of columns as text, in the form of section "Database Values" of ovs-vsctl(8), or bare of all punctuation. */
final class DatumText {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]*");

    private DatumText() {}

    static String of(Datum datum, ColumnType type, boolean bare) {
        boolean brackets = !bare && (type.max() > 1 || datum.size() == 0);
        StringBuilder text = new StringBuilder(brackets ? type.isMap() ? "{" : "[" : "");
        for (int i = 0; i < datum.size(); i++) {
            text.append(i == 0 ? "" : bare ? " " : ", ").append(atom(datum.key(i), bare));
            if (type.isMap()) {
                text.append('=').append(atom(datum.value(i), bare));
            }
        }
        return text.append(brackets ? type.isMap() ? "}" : "]" : "").toString();
    }

    private static String atom(Object atom, boolean bare) {
        if (atom instanceof String s) {
            return bare || !needsQuotes(s) ? s : Json.of(s).toString();
        }
        return atom instanceof Double d ? JsonText.real(d) : Atoms.toText(atom);
    }

    private static boolean needsQuotes(String s) {
        return !PLAIN.matcher(s).matches() || s.equals("true") || s.equals("false") || Atoms.parseUuid(s) != null;
    }
}
