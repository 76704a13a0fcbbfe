/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.wire.Body;

/**
 * A message.
 *
 * @param form its form on the wire
 * @param version its version
 * @param transaction the number by which a reply is known to belong to a request
 * @param flags of statistics only: {@link #MORE}, and those that are not known
 * @param body what it says; of the type that the form's kind has
 */
public record OfMessage(MessageForm form, OpenFlowVersion version, int transaction, int flags, Body body) {

    /** More parts of the same statistics follow. */
    public static final int MORE = 1;

    /** Return one in the form that a kind has in a version. */
    public static OfMessage of(MessageKind kind, OpenFlowVersion version, int transaction, Body body) {
        return new OfMessage(MessageForm.of(kind, version), version, transaction, 0, body);
    }

    /** Return the reply to this request for statistics. */
    public OfMessage reply(Body reply) {
        return new OfMessage(form.reply(version), version, transaction, 0, reply);
    }

    /** Return what it means. */
    public MessageKind kind() {
        return form.kind();
    }

    /** Return whether more parts of the same statistics follow. */
    public boolean hasMore() {
        return (flags & MORE) != 0;
    }
}
