/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.wire.Empty;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.Random;

/** Messages with right headers and bodies of any bytes. */
final class SampleMessages {

    private static final int[] SMALL = {0, 0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 8, 8, 12, 16, 16, 24, 32, 40, 64, 255};

    private SampleMessages() {}

    static ByteBuffer withBody(MessageForm form, OpenFlowVersion version, byte[] body) {
        WireWriter out = new WireWriter();
        Headers.write(new OfMessage(form, version, 0x12345678, 0, Empty.EMPTY), out);
        out.bytes(body);
        return Headers.finish(out, 0, form, version);
    }

    /** Return one of a length that the form allows, with many bytes that are small numbers, as lengths and types are. */
    static ByteBuffer random(MessageForm form, OpenFlowVersion version, Random random) {
        int length = form.bodyLength() + form.multiple() * random.nextInt(form.multiple() == 1 ? 200 : 20);
        byte[] body = new byte[length];
        int style = random.nextInt(3);
        for (int i = 0; i < body.length; i++) {
            body[i] = switch (style) {
                case 0 -> (byte) random.nextInt();
                case 1 -> (byte) (i % 2 == 0 ? 0 : SMALL[random.nextInt(SMALL.length)]);
                default -> (byte) (random.nextInt(4) == 0 ? SMALL[random.nextInt(SMALL.length)] : 0);
            };
        }
        return withBody(form, version, body);
    }
}
