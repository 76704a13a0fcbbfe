/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.control;

import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;

/**
 * What a switch says about itself, for people.
 *
 * @param manufacturer who made it
 * @param hardware what it runs on
 * @param software what runs
 * @param serialNumber its serial number
 * @param datapath what its owner calls it
 */
public record SwitchDescription(
        String manufacturer, String hardware, String software, String serialNumber, String datapath) implements Body {

    private static final int LONG = 256;
    private static final int SERIAL = 32;

    /** Codec. */
    public static final BodyCodec<SwitchDescription> CODEC = BodyCodec.of(
            (in, context) ->
                    new SwitchDescription(in.text(LONG), in.text(LONG), in.text(LONG), in.text(SERIAL), in.text(LONG)),
            (body, out, context) -> out.text(body.manufacturer, LONG)
                    .text(body.hardware, LONG)
                    .text(body.software, LONG)
                    .text(body.serialNumber, SERIAL)
                    .text(body.datapath, LONG));
}
