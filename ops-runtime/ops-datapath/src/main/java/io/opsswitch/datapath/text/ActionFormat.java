/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import java.util.function.IntFunction;

/** Writes actions as Open vSwitch's dpctl does, such as {@code push_vlan(vid=10,pcp=0),2}. */
public final class ActionFormat {

    private ActionFormat() {}

    /** Return the text of actions, with port numbers. */
    public static String text(Actions actions) {
        return text(actions, Integer::toUnsignedString);
    }

    /**
     * Return the text of actions.
     *
     * @param port gives what is written for a port number
     */
    public static String text(Actions actions, IntFunction<String> port) {
        if (actions.isEmpty()) {
            return "drop";
        }
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < actions.end(); at = actions.next(at)) {
            if (at > 0) {
                text.append(',');
            }
            int argument = actions.argument(at);
            switch (actions.opcode(at)) {
                case Action.OUTPUT -> text.append(port.apply(argument));
                case Action.PUSH_VLAN -> {
                    int tpid = argument >>> 16;
                    text.append("push_vlan(");
                    if (tpid != 0x8100) {
                        text.append("tpid=0x").append(Integer.toHexString(tpid)).append(',');
                    }
                    text.append("vid=").append(argument & 0xfff);
                    text.append(",pcp=").append(argument >>> 13 & 7).append(')');
                }
                case Action.POP_VLAN -> text.append("pop_vlan");
                default -> throw new IllegalStateException("no text for " + Action.name(actions.opcode(at)));
            }
        }
        return text.toString();
    }
}
