/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "1.2.3.4 1.2.3.4",
                "::1 [::1]",
                ":: [::]",
                "fe80::1 [fe80::1]",
                "2001:db8:0:0:1:0:0:1 [2001:db8::1:0:0:1]",
                "2001:0:0:1:0:0:0:1 [2001:0:0:1::1]",
                "1:2:3:4:5:6:7:0 [1:2:3:4:5:6:7:0]",
                "1:2:3:4:5:6:0:0 [1:2:3:4:5:6::]"
            })
    void writesAddressesAsPeopleDo(String address, String text) throws Exception {
        assertThat(Remote.hostText(new InetSocketAddress(InetAddress.getByName(address), 1)))
                .isEqualTo(text);
    }

    @Test
    void understandsIpv6WithAndWithoutScope() {
        assertThat(((InetSocketAddress) Remote.parse("ptcp:0:[::1]").address()).getPort())
                .isZero();
        Remote scoped = Remote.parse("tcp:[fe80::1%1]:7000");
        assertThat(scoped.host()).isEqualTo("fe80::1%1");
        assertThat(((InetSocketAddress) scoped.address()).getAddress().getHostAddress())
                .endsWith("%1");
        assertThat(Remote.parse("tcp:[::1]").port()).isEqualTo(6640);
    }

    @Test
    void saysWhyItTakesNoFileDescriptor() {
        assertThatThrownBy(() -> Remote.parse("pfd:3")).hasMessageStartingWith("pfd:3: a JVM cannot take over");
    }
}
