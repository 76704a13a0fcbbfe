/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OvsHashTest {

    /** The known values of MurmurHash3 x86 32 bits with seed 0, which is the same for whole words. */
    @Test
    void hashesBytesAsMurmurHash3Does() {
        assertThat(OvsHash.ofBytes("test".getBytes(StandardCharsets.US_ASCII), 0))
                .isEqualTo(0xba6bd213);
        assertThat(OvsHash.ofBytes(new byte[4], 0)).isEqualTo(0x2362f9de);
    }

    /** The known values of Bob Jenkins' own test. */
    @Test
    void hashesBytesAsLookup3Does() {
        byte[] text = "Four score and seven years ago".getBytes(StandardCharsets.US_ASCII);
        assertThat(OvsHash.jenkins(text, 0)).isEqualTo(0x17770551);
        assertThat(OvsHash.jenkins(text, 1)).isEqualTo(0xcd628161);
    }
}
