/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

/**
 * A number that a field has on the wire, in NXM or OXM.
 *
 * @param name such as {@code NXM_OF_IN_PORT}
 * @param vendor the experimenter, 0 for fields of NXM and OXM
 * @param oxmClass the class; 0xffff with an experimenter
 * @param number the number in its class, 7 bits
 * @param since the number of the first version of OpenFlow that has it, 0 if extensions have it in each version
 */
public record OxmCode(String name, int vendor, int oxmClass, int number, int since) {

    /** The class of the fields of experimenters. */
    public static final int EXPERIMENTER = 0xffff;

    /** Return the number of bytes before the value: 4, or 8 with an experimenter. */
    public int headerLength() {
        return vendor == 0 ? 4 : 8;
    }

    /** Return the first 32 bits of the header for a value of some bytes, which are twice as many with a mask. */
    public int header(boolean masked, int bytes) {
        int length = (masked ? 2 * bytes : bytes) + headerLength() - 4;
        return oxmClass << 16 | number << 9 | (masked ? 0x100 : 0) | length;
    }
}
