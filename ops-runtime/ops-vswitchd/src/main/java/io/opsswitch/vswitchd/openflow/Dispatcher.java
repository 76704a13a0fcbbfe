/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.Messages;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.control.Role;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/** The one table of which requests there are, who answers them, and whether a controller in the secondary role may ask. */
final class Dispatcher {

    /** Whether a request changes the switch, which controllers in the secondary role may not. */
    enum Access {
        READS,
        CHANGES
    }

    private record Entry(Access access, RequestHandler handler) {}

    private final Endpoint endpoint;
    private final Map<MessageKind, Entry> entries = new EnumMap<>(MessageKind.class);

    Dispatcher(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    void on(MessageKind kind, Access access, RequestHandler handler) {
        if (entries.put(kind, new Entry(access, handler)) != null) {
            throw new IllegalStateException(kind + " has two handlers");
        }
    }

    /**
     * Read a message and do what it says.
     *
     * @throws OpenFlowException if it is not understood, not allowed, or cannot be done
     */
    void dispatch(Controller from, ByteBuffer bytes) {
        MessageKind kind = Messages.form(bytes.duplicate()).kind();
        Entry entry = entries.get(kind);
        if (entry == null) {
            throw new OpenFlowException(OpenFlowError.OFPBRC_BAD_TYPE, "a switch is not sent " + kind);
        }
        if (entry.access == Access.CHANGES && from.role == Role.SECONDARY) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBRC_IS_SECONDARY,
                    from + " is in the secondary role, which may only read; it may ask for another role");
        }
        OfMessage message = Messages.decode(bytes.duplicate(), endpoint.parts());
        entry.handler.handle(new Request(from, message, bytes));
    }
}
