/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.openflow.OpenFlowVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of forms against Debian's ovs-ofctl. */
class MessageFormPeerTest {

    @BeforeAll
    static void peer() {
        Ofctl.require();
    }

    private static String suffix(OpenFlowVersion version) {
        return version == OpenFlowVersion.OF10 ? " (xid" : " (OF1." + version.ordinal() + ") (xid";
    }

    @ParameterizedTest
    @EnumSource(MessageForm.class)
    void hasTheNamesNumbersAndLengthsOfThePeer(MessageForm form) {
        OpenFlowVersion first = null;
        OpenFlowVersion last = null;
        for (OpenFlowVersion version : OpenFlowVersion.values()) {
            if (form.isIn(version)) {
                first = first == null ? version : first;
                last = version;
            }
        }
        int body = form.bodyLength();
        assertThat(Ofctl.print(SampleMessages.withBody(form, first, new byte[body])))
                .contains(form.text() + suffix(first));
        if (first != last) {
            assertThat(Ofctl.print(SampleMessages.withBody(form, last, new byte[body])))
                    .contains(form.text() + suffix(last));
        }
        if (body > 0) {
            assertThat(Ofctl.print(SampleMessages.withBody(form, first, new byte[body - 1])))
                    .contains("OFPBRC_BAD_LEN");
        }
    }
}
