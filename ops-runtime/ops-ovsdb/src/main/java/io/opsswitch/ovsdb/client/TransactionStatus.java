/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

/** What has become of a transaction. */
public enum TransactionStatus {
    /** It would have changed nothing, and was not sent. */
    UNCHANGED,
    /** It is committed, and the replica shows it. */
    SUCCESS,
    /** What it verified has changed meanwhile, or no server was there to take it: nothing was done, try a new one. */
    TRY_AGAIN,
    /** The lock that the client has asked for is not held: nothing was done. */
    NOT_LOCKED,
    /** The server has refused it: nothing was done, and trying again would not help. */
    ERROR,
    /** It was given up before it was sent. */
    ABORTED,
    /** The connection was lost before the reply: it may have been committed or not. */
    UNKNOWN
}
