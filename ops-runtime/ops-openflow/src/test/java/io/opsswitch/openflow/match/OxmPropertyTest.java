/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.match;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class OxmPropertyTest {

    private static String text(Match match) {
        return MatchFormatter.format(match, OfNames.NONE);
    }

    @Property(tries = 300)
    void readsWhatItWroteInEachForm(@ForAll long seed) {
        Match match = MatchSamples.any(seed);
        assertThat(Oxm.decodeFields(ByteBuffer.wrap(Oxm.encodeNxm(match, 5, -1)), null, true, false, true))
                .satisfies(decoded -> {
                    assertThat(text(decoded.match())).isEqualTo(text(match));
                    assertThat(Oxm.encodeNxm(decoded.match(), 5, -1)).isEqualTo(Oxm.encodeNxm(match, 5, -1));
                    assertThat(decoded.cookie()).isEqualTo(5);
                });
        boolean hasOddTag = match.mask().get(FlowField.VLAN_TCI) > 0x1fff
                && (match.mask().get(FlowField.VLAN_TCI) & match.value().get(FlowField.VLAN_TCI) & 0x1000) == 0;
        if (!hasOddTag && (match.mask().get(FlowField.VLAN_TCI) & 0xe000) % 0xe000 == 0) {
            ByteBuffer oxm = ByteBuffer.wrap(Oxm.encode(match, OpenFlowVersion.OF15));
            assertThat(text(Oxm.decode(oxm, null, true, false))).isEqualTo(text(match));
            assertThat(oxm.hasRemaining()).isFalse();
        }
        // These two are printed under names that are not read.
        if (!text(match).contains("gtpu_")) {
            assertThat(text(MatchParser.parse(text(match), OfNames.NONE))).isEqualTo(text(match));
        }
    }

    @Property(tries = 200)
    void hasNothingButItsOwnErrorsForDamagedBytes(@ForAll long seed, @ForAll int place, @ForAll byte change) {
        byte[] bytes = Oxm.encode(MatchSamples.any(seed), OpenFlowVersion.OF13);
        for (int end = 0; end < bytes.length; end++) {
            decodeOrRefuse(Arrays.copyOf(bytes, end));
        }
        bytes[Math.floorMod(place, bytes.length)] ^= change;
        decodeOrRefuse(bytes);
    }

    @Property(tries = 300)
    void hasNothingButItsOwnErrorsForAnyBytes(@ForAll byte[] bytes) {
        decodeOrRefuse(bytes);
        if (bytes.length >= FixedMatch10.LENGTH) {
            Normalizer.normalize(FixedMatch10.decode(ByteBuffer.wrap(bytes)));
        }
    }

    private static void decodeOrRefuse(byte[] bytes) {
        for (boolean strict : new boolean[] {true, false}) {
            try {
                assertThat(Oxm.decode(ByteBuffer.wrap(bytes), null, strict, false))
                        .isNotNull();
            } catch (OpenFlowException e) {
                assertThat(e.error()).isNotNull();
            }
            try {
                assertThat(Oxm.decodeFields(ByteBuffer.wrap(bytes), null, strict, true, true))
                        .isNotNull();
            } catch (OpenFlowException e) {
                assertThat(e.error()).isNotNull();
            }
        }
    }
}
