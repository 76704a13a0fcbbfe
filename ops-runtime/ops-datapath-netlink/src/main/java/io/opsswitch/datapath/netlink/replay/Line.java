/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.replay;

/**
 * A line of a recording.
 *
 * @param number its number in the file
 * @param word what happened
 * @param rest what belongs to it: the bytes in hexadecimal, or words
 */
record Line(int number, String word, String rest) {
    /** Return the bytes, without the text behind them. */
    String hex() {
        int end = rest.indexOf(" #");
        return end < 0 ? rest : rest.substring(0, end);
    }
}
