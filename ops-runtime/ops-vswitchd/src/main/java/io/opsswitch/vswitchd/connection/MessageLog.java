/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.connection;

import io.opsswitch.common.coverage.Coverage;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.Messages;
import io.opsswitch.openflow.message.OfHeader;
import java.nio.ByteBuffer;

/** Counts messages, and logs them where that is asked for. Thread-safe. */
final class MessageLog {

    static final Vlog VLOG = Vlog.module("vconn");
    static final Vlog RCONN = Vlog.module("rconn");
    static final VlogRateLimit BAD = new VlogRateLimit(1, 5);

    private static final VlogRateLimit MESSAGES = new VlogRateLimit(600, 600);
    private static final Coverage SENT = Coverage.counter("vconn_sent");
    private static final Coverage RECEIVED = Coverage.counter("vconn_received");

    private MessageLog() {}

    static void sent(String name, ByteBuffer message) {
        SENT.hit();
        if (VLOG.enabled(LogLevel.DBG)) {
            VLOG.log(MESSAGES, LogLevel.DBG, "%s: sent (Success): %s", name, text(message));
        }
    }

    static void received(String name, ByteBuffer message) {
        RECEIVED.hit();
        if (VLOG.enabled(LogLevel.DBG)) {
            VLOG.log(MESSAGES, LogLevel.DBG, "%s: received: %s", name, text(message));
        }
    }

    static String text(ByteBuffer message) {
        OfHeader header = OfHeader.peek(message);
        String form;
        try {
            form = Messages.form(message).text();
        } catch (OpenFlowException e) {
            form = "***decode error: " + e.error() + "***";
        }
        return form + " (version 0x" + Integer.toHexString(header.version()) + ") (xid=0x"
                + Integer.toHexString(header.transaction()) + ") of " + header.length() + " bytes";
    }
}
