/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.field.PortText;
import java.util.List;

/** The text of actions while it is being made. */
final class ActionText {

    final OfNames names;
    final StringBuilder out = new StringBuilder();

    ActionText(OfNames names) {
        this.names = names;
    }

    ActionText put(Object text) {
        out.append(text);
        return this;
    }

    ActionText unsigned(int number) {
        out.append(Integer.toUnsignedString(number));
        return this;
    }

    ActionText port(int port) {
        return put(PortText.format(port, names));
    }

    ActionText table(int table) {
        return put(PortText.formatTable(table, names));
    }

    /** A number as C's {@code %#x} has it. */
    ActionText hex(long number) {
        return put(number == 0 ? "0" : "0x" + Long.toHexString(number));
    }

    /** Take a comma from the end, if there is one. */
    ActionText chomp() {
        int last = out.length() - 1;
        if (last >= 0 && out.charAt(last) == ',') {
            out.setLength(last);
        }
        return this;
    }

    /** Bytes in hexadecimal with a dot between them. */
    ActionText dotted(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            out.append(i == 0 ? "" : ".").append(Character.forDigit(bytes[i] >> 4 & 15, 16));
            out.append(Character.forDigit(bytes[i] & 15, 16));
        }
        return this;
    }

    ActionText actions(List<OfpAct> actions) {
        ActionFormatter.append(actions, this);
        return this;
    }
}
