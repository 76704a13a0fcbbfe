/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;

/** The text of Geneve options as they are on the wire, such as {@code {class=0xffff,type=0x80,len=4,0xa}}. */
public final class TunnelOptionText {

    private TunnelOptionText() {}

    /** Return the text of all options, one behind the other. */
    public static String of(byte[] options) {
        FlowKey key = new FlowKey();
        for (int i = 0; i < options.length; i++) {
            int word = FlowKey.TUNNEL_OPTIONS_WORD + i / Long.BYTES;
            key.setWord(word, key.word(word) | (options[i] & 0xffL) << 56 - 8 * (i & 7));
        }
        key.set(FlowField.TUN_OPTIONS_LENGTH, options.length);
        StringBuilder out = new StringBuilder();
        GeneveText.write(out, key, null, false);
        return out.substring("geneve(".length(), out.length() - 1);
    }
}
