/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfPorts;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ports in text: numbers, reserved names, and the names that a switch gives to its ports; tables likewise. */
public final class PortText {

    private static final Map<String, Integer> RESERVED = new LinkedHashMap<>();

    static {
        RESERVED.put("IN_PORT", OfPorts.IN_PORT);
        RESERVED.put("TABLE", OfPorts.TABLE);
        RESERVED.put("NORMAL", OfPorts.NORMAL);
        RESERVED.put("FLOOD", OfPorts.FLOOD);
        RESERVED.put("ALL", OfPorts.ALL);
        RESERVED.put("CONTROLLER", OfPorts.CONTROLLER);
        RESERVED.put("LOCAL", OfPorts.LOCAL);
        RESERVED.put("ANY", OfPorts.NONE);
        RESERVED.put("UNSET", OfPorts.UNSET);
        RESERVED.put("NONE", OfPorts.NONE);
    }

    private PortText() {}

    /** Return the number of a port, 16 bits; -1 if the text is none. */
    public static int parse(String text, OfNames names) {
        if (text.startsWith("-")) {
            return -1;
        }
        if (text.matches("\\d{1,10}")) {
            long number = Long.parseLong(text);
            boolean isOld = number <= 0xffff;
            return number > 0xffffffffL || !isOld && !OfPorts.isPort((int) number) ? -1 : (int) number & 0xffff;
        }
        Integer reserved = RESERVED.get(text.toUpperCase(Locale.ROOT));
        return reserved == null ? names.port(unquote(text)) : reserved;
    }

    private static String unquote(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1).replaceAll("\\\\(.)", "$1")
                : text;
    }

    /** Return the text of a port. */
    public static String format(int port, OfNames names) {
        for (Map.Entry<String, Integer> entry : RESERVED.entrySet()) {
            if (entry.getValue() == port) {
                return entry.getKey();
            }
        }
        return named(port, names.portName(port));
    }

    /** Return the number of a table, 0 to 255; -1 if the text is none. */
    public static int parseTable(String text, OfNames names) {
        if (text.startsWith("-")) {
            return -1;
        }
        if (text.matches("\\d{1,9}")) {
            int number = Integer.parseInt(text);
            return number > 0xff ? -1 : number;
        }
        return names.table(unquote(text));
    }

    /** Return the text of a table. */
    public static String formatTable(int table, OfNames names) {
        return named(table, names.tableName(table));
    }

    private static String named(int number, @Nullable String name) {
        if (name == null) {
            return Integer.toString(number);
        }
        return name.matches("[A-Za-z][A-Za-z0-9]*") ? name : "\"" + name.replaceAll("([\"\\\\])", "\\\\$1") + "\"";
    }
}
