/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.TunnelCodec;
import io.opsswitch.tunnel.header.OuterHeader;
import io.opsswitch.tunnel.header.SourcePorts;
import io.opsswitch.vswitchd.ofproto.OutgoingPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TunnelOptionReaderTest {
    private final List<String> warnings = new ArrayList<>();

    /** A kind of tunnel over UDP with one option of its own. */
    private static final TunnelProtocol KIND = new TunnelProtocol() {
        @Override
        public String type() {
            return "kind";
        }

        @Override
        public int number() {
            return 99;
        }

        @Override
        public String portName() {
            return "kind_sys";
        }

        @Override
        public int ipProtocol() {
            return 17;
        }

        @Override
        public int defaultPort() {
            return 1234;
        }

        @Override
        public boolean hasChecksum() {
            return true;
        }

        @Override
        public String checkOption(String option, String value) {
            return option.equals("own") ? value.equals("bad") ? "bad own" : "" : TunnelConfig.UNKNOWN_OPTION;
        }

        @Override
        public TunnelCodec codec(SourcePorts ports) {
            throw new UnsupportedOperationException("options are read without packets");
        }

        @Override
        public void build(OuterHeader header, TunnelConfig config, OutgoingPacket packet) {
            throw new UnsupportedOperationException("options are read without packets");
        }
    };

    private TunnelConfig read(Map<String, String> options) throws DatapathException {
        return TunnelOptionReader.read("t1", KIND, options, warnings);
    }

    private void refuses(Map<String, String> options, String message) {
        assertThatThrownBy(() -> read(options))
                .isInstanceOf(DatapathException.class)
                .hasMessage(message);
    }

    @Test
    void whatIsAsByDefaultIsNotShown() throws Exception {
        TunnelConfig config = read(Map.of("remote_ip", "10.0.0.1", "dst_port", "1234", "ttl", "64"));
        assertThat(config.describe(KIND)).isEqualTo("remote_ip=10.0.0.1");
        assertThat(config.ttl()).isEqualTo(64);
        assertThat(config.mayFragment()).isFalse();
        assertThat(warnings).isEmpty();
    }

    @Test
    void whatIsAskedForIsShownInTheOrderOfNames() throws Exception {
        TunnelConfig config = read(Map.of(
                "remote_ip", "flow",
                "local_ip", "flow",
                "in_key", "flow",
                "out_key", "0x10",
                "tos", "inherit",
                "ttl", "inherit",
                "csum", "false",
                "df_default", "false",
                "egress_pkt_mark", "7",
                "own", "yes"));
        assertThat(config.describe(KIND))
                .isEqualTo("csum=false, df_default=false, egress_pkt_mark=7, in_key=flow, local_ip=flow, out_key=16,"
                        + " own=yes, remote_ip=flow, tos=inherit, ttl=inherit");
    }

    @Test
    void oneKeyStandsForBothDirections() throws Exception {
        TunnelConfig config = read(Map.of("remote_ip", "fe80::1", "key", "18446744073709551615"));
        assertThat(config.inKey()).isEqualTo(config.outKey());
        assertThat(config.describe(KIND)).isEqualTo("key=18446744073709551615, remote_ip=fe80::1");
    }

    @Test
    void refusesWhatCannotWorkInTheWordsOfOpenVSwitch() {
        refuses(Map.of(), "t1: kind type requires valid 'remote_ip' argument");
        refuses(
                Map.of("remote_ip", "nowhere"),
                "t1: bad kind 'remote_ip'\nt1: kind type requires valid 'remote_ip' argument");
        refuses(Map.of("remote_ip", "224.0.0.1"), "t1: multicast remote_ip=224.0.0.1 not allowed");
        refuses(
                Map.of("remote_ip", "10.0.0.1", "local_ip", "flow"),
                "t1: kind type requires 'remote_ip=flow' with 'local_ip=flow'");
        refuses(
                Map.of("remote_ip", "10.0.0.1", "local_ip", "fe80::1"),
                "t1: 'remote_ip' and 'local_ip' has to be of the same address family");
        refuses(Map.of("remote_ip", "10.0.0.1", "packet_type", "x"), "t1: unknown packet_type 'x'");
    }

    @Test
    void warnsOfWhatItLeavesOut() throws Exception {
        read(Map.of("remote_ip", "10.0.0.1", "colour", "red", "tos", "3", "own", "bad", "psk", "secret"));
        assertThat(warnings)
                .containsExactlyInAnyOrder("t1: unknown kind argument 'colour'", "t1: invalid TOS 3", "t1: bad own");
    }
}
