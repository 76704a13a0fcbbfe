/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.uplink;

import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.ovsdb.OvsdbException;

/** Hears of a connection to another server, on the connection's thread. */
public interface UplinkListener {

    /** The connection is there: requests may be sent. */
    void connected();

    /** No server is connected, and when one will be is not known: an attempt has failed, or it is theirs to come. */
    void waiting();

    /** The connection is gone, and with it all requests without a reply. */
    void disconnected();

    /**
     * A notification has come.
     *
     * @throws OvsdbException if it makes no sense; the connection is then closed, and made anew
     */
    void notified(JsonRpcMessage.Notification notification) throws OvsdbException;

    /** What had come in one go has been handled: time to pass on what was only noted. */
    default void batchEnded() {}
}
