/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.table;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.Atoms;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints JSON as Open vSwitch's programs show it to people: members in the order of their names, reals with no more than
 * 15 digits, on request one member or element a line.
 */
public final class JsonText {

    private static final int SPACES = 2;

    private final boolean pretty;
    private final StringBuilder out = new StringBuilder();
    private int depth;

    private JsonText(boolean pretty) {
        this.pretty = pretty;
    }

    /** Return the text of a value without a line end. */
    public static String of(Json json, boolean pretty) {
        JsonText text = new JsonText(pretty);
        text.value(json);
        return text.out.toString();
    }

    private void value(Json json) {
        if (json instanceof Json.Obj object) {
            object(object);
        } else if (json instanceof Json.Arr array) {
            array(array);
        } else if (json instanceof Json.Real real) {
            out.append(Atoms.realText(real.value()));
        } else {
            out.append(json);
        }
    }

    private void object(Json.Obj object) {
        out.append('{');
        depth++;
        line();
        String separator = "";
        for (Map.Entry<String, Json> member : new TreeMap<>(object.view()).entrySet()) {
            out.append(separator);
            if (!separator.isEmpty()) {
                line();
            }
            out.append(Json.of(member.getKey())).append(pretty ? ": " : ":");
            value(member.getValue());
            separator = ",";
        }
        out.append('}');
        depth--;
    }

    private void array(Json.Arr array) {
        out.append('[');
        depth++;
        for (int i = 0; i < array.size(); i++) {
            out.append(i > 0 ? "," : "");
            line();
            value(array.get(i));
        }
        depth--;
        out.append(']');
    }

    private void line() {
        if (pretty) {
            out.append('\n').append(" ".repeat(SPACES * depth));
        }
    }
}
