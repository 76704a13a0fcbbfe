/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a datapath does with the packets of a flow, in order; no action at all drops them. Immutable.
 *
 * <p>Stored as one array of integers, an opcode in the upper half of a word and its argument in the next one, so that
 * the datapath walks it without following references.
 */
public final class Actions {

    /** Opcode: send the packet out of the port whose number is the argument. */
    public static final int OUTPUT = 1;
    /** Opcode: put a VLAN tag in front; the argument is TPID &lt;&lt; 16 | TCI (without the presence bit). */
    public static final int PUSH_VLAN = 2;
    /** Opcode: remove the outermost VLAN tag; the argument is 0. */
    public static final int POP_VLAN = 3;

    /** Drop. */
    public static final Actions DROP = new Actions(new int[0]);

    private final int[] code;

    private Actions(int[] code) {
        this.code = code;
    }

    /** Start a list of actions. */
    public static Builder builder() {
        return new Builder();
    }

    /** Return the number of actions. */
    public int size() {
        return code.length / 2;
    }

    /** Return the opcode of an action. */
    public int opcode(int index) {
        return code[2 * index];
    }

    /** Return the argument of an action. */
    public int argument(int index) {
        return code[2 * index + 1];
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Actions actions && Arrays.equals(code, actions.code);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(code);
    }

    /** Return the textual form of Open vSwitch's dpctl, such as {@code push_vlan(vid=10,pcp=0),2}. */
    @Override
    public String toString() {
        if (code.length == 0) {
            return "drop";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size(); i++) {
            if (i > 0) {
                text.append(',');
            }
            int argument = argument(i);
            switch (opcode(i)) {
                case OUTPUT -> text.append(argument);
                case PUSH_VLAN -> {
                    int tpid = argument >>> 16;
                    text.append("push_vlan(");
                    if (tpid != 0x8100) {
                        text.append("tpid=0x").append(Integer.toHexString(tpid)).append(',');
                    }
                    text.append("vid=").append(argument & 0xfff);
                    text.append(",pcp=").append(argument >>> 13 & 7).append(')');
                }
                case POP_VLAN -> text.append("pop_vlan");
                default -> throw new IllegalStateException("unknown action opcode " + opcode(i));
            }
        }
        return text.toString();
    }

    /** Collects actions. */
    public static final class Builder {
        private int[] code = new int[8];
        private int length;

        private Builder() {}

        /** Add an output. */
        public Builder output(int port) {
            return add(OUTPUT, port);
        }

        /** Add a push of an 802.1Q (0x8100) or 802.1ad (0x88a8) tag with this TCI (VID and PCP). */
        public Builder pushVlan(int tpid, int tci) {
            return add(PUSH_VLAN, tpid << 16 | tci & 0xefff);
        }

        /** Add the removal of the outermost tag. */
        public Builder popVlan() {
            return add(POP_VLAN, 0);
        }

        /** Return the actions collected so far. */
        public Actions build() {
            return length == 0 ? DROP : new Actions(Arrays.copyOf(code, length));
        }

        private Builder add(int opcode, int argument) {
            if (length == code.length) {
                code = Arrays.copyOf(code, 2 * length);
            }
            code[length++] = opcode;
            code[length++] = argument;
            return this;
        }
    }
}
