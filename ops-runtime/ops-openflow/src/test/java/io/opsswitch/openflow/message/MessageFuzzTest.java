/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each form of a message, with bytes that are whole, broken and random. */
class MessageFuzzTest {

    private static final int TRIES = 30;

    /** What is read is written so that it reads the same again; what is not read is refused with an error of the protocol. */
    private static boolean roundTrips(ByteBuffer bytes) {
        OfMessage message;
        try {
            message = Messages.decode(bytes);
        } catch (OpenFlowException e) {
            assertThat(e.error()).isNotNull();
            return false;
        }
        ByteBuffer again = Messages.encode(message);
        assertThat(Messages.encode(Messages.decode(again))).isEqualTo(again);
        return true;
    }

    @ParameterizedTest
    @EnumSource(MessageForm.class)
    void readsWhatItWroteAndRefusesTheRest(MessageForm form) {
        Random random = new Random(form.ordinal());
        for (OpenFlowVersion version : OpenFlowVersion.values()) {
            if (form.isIn(version)) {
                for (int i = 0; i < TRIES; i++) {
                    roundTrips(SampleMessages.random(form, version, random));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(MessageForm.class)
    void survivesCutsAndFlippedBits(MessageForm form) {
        Random random = new Random(form.ordinal());
        for (OpenFlowVersion version : OpenFlowVersion.values()) {
            if (!form.isIn(version)) {
                continue;
            }
            byte[] whole = SampleMessages.random(form, version, random).array();
            for (int length = OfHeader.LENGTH; length <= Math.min(whole.length, 300); length++) {
                ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(whole, length));
                cut.putShort(2, (short) length);
                roundTrips(cut);
            }
            for (int i = 0; i < 100; i++) {
                int bit = 32 + random.nextInt(whole.length * 8 - 32);
                byte[] flipped = whole.clone();
                flipped[bit / 8] ^= (byte) (1 << bit % 8);
                roundTrips(ByteBuffer.wrap(flipped));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(MessageForm.class)
    void refusesBodiesThatAreTooShort(MessageForm form) {
        for (OpenFlowVersion version : OpenFlowVersion.values()) {
            int body = form.bodyLength();
            if (form.isIn(version) && body > 0) {
                ByteBuffer bytes = SampleMessages.withBody(form, version, new byte[body - 1]);
                assertThatThrownBy(() -> Messages.decode(bytes))
                        .isInstanceOfSatisfying(
                                OpenFlowException.class,
                                e -> assertThat(e.error()).isEqualTo(OpenFlowError.OFPBRC_BAD_LEN));
            }
        }
    }
}
