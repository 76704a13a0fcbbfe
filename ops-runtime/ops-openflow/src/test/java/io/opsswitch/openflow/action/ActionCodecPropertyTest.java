/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ActionCodecPropertyTest {

    private static List<ActionSamples.Sample> samples() {
        List<ActionSamples.Sample> result = new ArrayList<>(ActionSamples.all());
        result.addAll(ActionSamples.later());
        return result;
    }

    private static byte[] bytes(int index, OpenFlowVersion version) {
        List<ActionSamples.Sample> samples = samples();
        String text = samples.get(Math.floorMod(index, samples.size())).actions();
        return ActionCodec.encodeInstructions(ActionParser.parseInstructions(text, OfNames.NONE), version, null);
    }

    private static void decodeOrRefuse(byte[] bytes, OpenFlowVersion version) {
        try {
            assertThat(ActionCodec.decodeInstructions(ByteBuffer.wrap(bytes), version, null))
                    .isNotNull();
        } catch (OpenFlowException e) {
            assertThat(e.error()).isNotNull();
        }
        try {
            assertThat(ActionFormatter.format(ActionCodec.decode(ByteBuffer.wrap(bytes), version, null), OfNames.NONE))
                    .isNotEmpty();
        } catch (OpenFlowException e) {
            assertThat(e.error()).isNotNull();
        }
    }

    @Property(tries = 300)
    void hasNothingButItsOwnErrorsForDamagedBytes(
            @ForAll @IntRange(max = 1000) int index,
            @ForAll OpenFlowVersion version,
            @ForAll int place,
            @ForAll byte change) {
        byte[] bytes = bytes(index, version);
        for (int end = 0; end < bytes.length; end++) {
            decodeOrRefuse(Arrays.copyOf(bytes, end), version);
        }
        if (bytes.length > 0) {
            bytes[Math.floorMod(place, bytes.length)] ^= change;
            decodeOrRefuse(bytes, version);
        }
    }

    @Property(tries = 300)
    void hasNothingButItsOwnErrorsForAnyBytesBehindAnyHeader(
            @ForAll @IntRange(max = 60) int type,
            @ForAll boolean isNicira,
            @ForAll OpenFlowVersion version,
            @ForAll byte[] body) {
        ByteBuffer action = ByteBuffer.allocate(8 + (body.length + 7) / 8 * 8 + 8);
        action.putShort((short) (isNicira ? 0xffff : type)).putShort((short) action.capacity());
        if (isNicira) {
            action.putInt(0x2320).putShort((short) type);
        }
        decodeOrRefuse(action.put(body).array(), version);
    }

    @Property(tries = 200)
    void sendsAgainWhatItRead(@ForAll @IntRange(max = 1000) int index, @ForAll OpenFlowVersion version) {
        byte[] bytes = bytes(index, version);
        List<OfpAct> actions;
        try {
            actions = ActionCodec.decodeInstructions(ByteBuffer.wrap(bytes), version, null);
        } catch (OpenFlowException e) {
            // OpenFlow 1.0 has no meters, so that what follows stands in another order.
            assertThat(version).isEqualTo(OpenFlowVersion.OF10);
            return;
        }
        assertThat(ActionCodec.encodeInstructions(actions, version, null)).isEqualTo(bytes);
        String text = ActionFormatter.format(actions, OfNames.NONE);
        assertThat(ActionFormatter.format(ActionParser.parseInstructions(text, OfNames.NONE), OfNames.NONE))
                .isEqualTo(text);
    }

    @Property(tries = 300)
    void hasNothingButItsOwnErrorsForDamagedText(
            @ForAll @IntRange(max = 1000) int index, @ForAll int from, @ForAll int to, @ForAll char instead) {
        List<ActionSamples.Sample> samples = samples();
        String text = samples.get(index % samples.size()).actions();
        int start = Math.floorMod(from, text.length());
        int end = start + Math.floorMod(to, text.length() - start);
        String damaged = text.substring(0, start) + instead + text.substring(end);
        try {
            assertThat(ActionParser.parseInstructions(damaged, OfNames.NONE)).isNotNull();
        } catch (OfSyntaxException e) {
            assertThat(e).hasMessageMatching("(?s).+");
        }
    }
}
