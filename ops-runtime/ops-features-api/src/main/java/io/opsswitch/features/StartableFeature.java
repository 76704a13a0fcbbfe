/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features;

/**
 * A feature that is started, stopped and started again while its daemon goes on.
 *
 * <p>Features do not know each other: what one wants another to know it writes to the database, and there it reads what it
 * needs. So each can be restarted alone: it starts with nothing but the database's contents.
 *
 * @param <C> what the daemon lends to a started feature
 */
public interface StartableFeature<C> extends Feature {

    /**
     * Start.
     *
     * <p>The daemon calls this on the thread that owns the context, and never while the feature runs. A feature that throws
     * counts as failed: the daemon reports it and goes on without; what the feature had registered with the context ends.
     *
     * @param context what the feature may do; what it registers there ends with the feature
     * @return stops the feature and gives back what it took beside the context; closed once, on the same thread
     * @throws Exception whatever keeps the feature from working; the message is for people
     */
    AutoCloseable start(C context) throws Exception;
}
