/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

/**
 * What has become of a transaction. Immutable.
 *
 * @param message why it failed, in the server's words where it has refused it; empty otherwise
 */
public record TransactionResult(TransactionStatus status, String message) {

    static final TransactionResult SUCCESS = new TransactionResult(TransactionStatus.SUCCESS, "");
    static final TransactionResult UNCHANGED = new TransactionResult(TransactionStatus.UNCHANGED, "");

    /** Return whether the database is as the transaction wants it. */
    public boolean isSuccess() {
        return status == TransactionStatus.SUCCESS || status == TransactionStatus.UNCHANGED;
    }

    /**
     * Return this if the database is as the transaction wants it.
     *
     * @throws OvsdbClientException if not, with the message and the status
     */
    public TransactionResult orThrow() throws OvsdbClientException {
        if (!isSuccess()) {
            throw new OvsdbClientException(status, message);
        }
        return this;
    }
}
