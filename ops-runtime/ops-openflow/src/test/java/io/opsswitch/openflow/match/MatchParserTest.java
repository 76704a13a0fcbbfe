/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchParserTest {

    private static final OfNames NAMES = new OfNames() {
        @Override
        public String portName(int port) {
            return port == 7 ? "eth-7" : null;
        }

        @Override
        public int port(String name) {
            return name.equals("eth-7") ? 7 : -1;
        }
    };

    private static String canonical(String text) {
        return MatchFormatter.format(MatchParser.parse(text, OfNames.NONE), OfNames.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dl_type=0x800, nw_proto=6, nw_src=10.1.2.3/255.0.0.0 | tcp,nw_src=10.0.0.0/8",
                "in_port(3) udp6:  | udp6,in_port=3",
                "dl_vlan=0xffff | vlan_tci=0x0000",
                "vlan_vid=0x1005/0x1fff | dl_vlan=5",
                "dl_vlan_pcp=5,vlan_tci=0x1003/0x1ffe | vlan_tci=0x1002/0x1ffe",
                "tcp,tcp_flags=0x12/0x13 | tcp,tcp_flags=-fin+syn+ack",
                "reg0[0..15]=5,reg0[31]=1 | reg0=0x80000005/0x8000ffff",
                "xreg0=0x100000002 | reg0=0x1,reg1=0x2",
                "tun_metadata0=0x1234,tun_metadata3,tun_metadata5=0x12/0xff "
                        + "| tun_metadata0=0x1234,tun_metadata3,tun_metadata5=0x12",
                "packet_type=(1,0x800),nw_src=1.2.3.4 | packet_type=(1,0x800),nw_src=1.2.3.4",
                "in_port=65534 | in_port=LOCAL",
                "ct_state=+trk-new | ct_state=-new+trk",
                "ip,nw_frag=not_later | ip,nw_frag=not_later",
                "icmp6,icmpv6_type=135,icmpv6_code=0,nd_target=fe80::1/64 "
                        + "| icmp6,icmp_type=135,icmp_code=0,nd_target=fe80::/64"
            })
    void writesWhatItReadsAsOpenVSwitchDoes(String text, String expected) {
        assertThat(canonical(text)).isEqualTo(expected);
        assertThat(canonical(expected)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "in_port=foo | foo: invalid or unknown port for in_port",
                "ip,foo=1 | unknown keyword foo",
                "tcp,tp_src=99999 | 99999: value too large for 2-byte field tcp_src",
                "nw_src=1.2.3.4/33 | 1.2.3.4/33: IPv4 network prefix bits not between 0 and 32, inclusive",
                "nw_proto=6/3 | 6/3: invalid mask for field nw_proto",
                "ct_state=+foo | foo: unknown ct_state flag(s)",
                "tun_flags=df | df: unknown tunnel flag(s)",
                "reg0[3..1]=5 | reg0[3..1]: starting bit 3 is after ending bit 1",
                "reg0[0..1]=5 | reg0[0..1]: value 0x5 does not fit into 2 bits",
                "dl_src=1 | 1: invalid Ethernet address"
            })
    void saysWhatIsWrongInTheWordsOfOpenVSwitch(String text, String message) {
        assertThatThrownBy(() -> canonical(text))
                .isInstanceOf(OfSyntaxException.class)
                .hasMessage(message);
    }

    @Test
    void takesAndWritesNamesOfPortsInQuotes() {
        Match match = MatchParser.parse("in_port=\"eth-7\"", NAMES);
        assertThat(match).isEqualTo(MatchParser.parse("in_port=7", NAMES));
        assertThat(MatchFormatter.format(match, NAMES)).isEqualTo("in_port=\"eth-7\"");
    }
}
