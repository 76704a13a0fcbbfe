/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.extension;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import java.util.List;

/**
 * Changes which options of tunnels the fields {@code tun_metadata} stand for.
 *
 * @param command what is done
 * @param mappings what is added or deleted
 */
public record TlvTableMod(Command command, List<TlvMapping> mappings) implements Body {

    /** What is done, in the order of the numbers on the wire. */
    public enum Command {
        /** Adds. */
        ADD,
        /** Deletes. */
        DELETE,
        /** Deletes all. */
        CLEAR
    }

    /** Codec. */
    public static final BodyCodec<TlvTableMod> CODEC = BodyCodec.of(
            (in, context) -> {
                int command = in.u16();
                if (command >= Command.values().length) {
                    throw new OpenFlowException(
                            OpenFlowError.NXTTMFC_BAD_COMMAND,
                            "tlv table mod command (" + command + ") is out of range");
                }
                in.skip(6);
                return new TlvTableMod(Command.values()[command], TlvMapping.readAll(in, TlvMapping.FIELDS));
            },
            (body, out, context) -> {
                out.u16(body.command.ordinal()).zeros(6);
                TlvMapping.writeAll(body.mappings, out);
            });
}
