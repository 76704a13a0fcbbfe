/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class Sha1PropertyTest {

    @Property(tries = 300)
    void digestsAsTheJdkDoes(@ForAll @Size(max = 300) byte[] bytes) throws Exception {
        assertThat(Sha1.digest(bytes))
                .isEqualTo(MessageDigest.getInstance("SHA-1").digest(bytes));
    }

    @Property(tries = 5)
    void digestsMuchDataAsTheJdkDoes(@ForAll byte seed) throws Exception {
        byte[] bytes = new byte[100_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (seed * i + i / 7);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(Sha1.digest(bytes))
                    .isEqualTo(MessageDigest.getInstance("SHA-1").digest(bytes));
        }
    }
}
