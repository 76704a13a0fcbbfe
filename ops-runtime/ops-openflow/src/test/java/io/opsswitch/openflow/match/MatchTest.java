/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import org.junit.jupiter.api.Test;

class MatchTest {

    private static Match address(long value, long mask) {
        return Match.of(new FlowKey().set(FlowField.IPV4_SRC, value), new FlowKey().set(FlowField.IPV4_SRC, mask));
    }

    @Test
    void isForThePacketsWhoseBitsUnderTheMaskAreTheSame() {
        Match net = address(0x0a000000L, 0xff000000L);
        assertThat(net.matches(new FlowKey().set(FlowField.IPV4_SRC, 0x0a010203L)))
                .isTrue();
        assertThat(net.matches(new FlowKey().set(FlowField.IPV4_SRC, 0x0b010203L)))
                .isFalse();
        assertThat(Match.ANY.matches(new FlowKey())).isTrue();
    }

    @Test
    void doesNotCountBitsOutsideTheMask() {
        assertThat(address(0x0a010203L, 0xff000000L)).isEqualTo(address(0x0a000000L, 0xff000000L));
        assertThat(address(0x0a010203L, 0xffff0000L)).isNotEqualTo(address(0x0a000000L, 0xff000000L));
    }

    @Test
    void coversThoseThatAskForMore() {
        Match net = address(0x0a000000L, 0xff000000L);
        assertThat(net.covers(address(0x0a010000L, 0xffff0000L))).isTrue();
        assertThat(net.covers(address(0x0b010000L, 0xffff0000L))).isFalse();
        assertThat(address(0x0a010000L, 0xffff0000L).covers(net)).isFalse();
        assertThat(Match.ANY.covers(net)).isTrue();
        assertThat(net.covers(Match.ANY)).isFalse();
    }
}
