/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Answers prepared for a run without a person: when one more is needed than there are, reading fails with a hint. */
final class PreparedAnswers extends FilterInputStream {

    private int last = '\n';

    PreparedAnswers(InputStream in) {
        super(in);
    }

    /** Says what to do when nobody answers. */
    static final class NobodyAnswers extends IOException {

        private static final long serialVersionUID = 1;

        NobodyAnswers() {
            super("there is a question, but nobody to answer it, perhaps you should use olddefconfig, which takes the"
                    + " default of all that is new");
        }
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        if (next < 0 && last == '\n') {
            throw new NobodyAnswers();
        }
        // The last line may lack its end; only what comes after is missing.
        last = next < 0 ? '\n' : next;
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int next = read();
        if (next < 0) {
            return -1;
        }
        bytes[offset] = (byte) next;
        return 1;
    }
}
