/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.transport;

/**
 * A way to a kernel's datapaths. Hides what systems do differently with the same messages: how a message travels, who
 * names families and groups, who checks the sender, where a dump ends, what an error number means.
 *
 * <p>Safe for use by several threads; the channels it opens are not.
 */
public interface DatapathTransport extends AutoCloseable {

    /** Return the name of the kind of transport: {@code linux}, {@code windows}, {@code fake}, {@code replay}. */
    String name();

    /** Return what the kernel behind it can do. */
    Capabilities capabilities();

    /**
     * Return the number of a family, which is the type of its messages.
     *
     * @throws NetlinkException with ENOENT if the kernel does not have it
     */
    int family(Family family) throws NetlinkException;

    /** Ask the kernel anew for numbers that are kept: its driver may be another one than before. */
    default void refresh() {}

    /**
     * Open a channel.
     *
     * @throws NetlinkException if the driver is missing, not enabled, or has no channel left; the message says which,
     *     and what to do
     */
    NetlinkChannel open(Protocol protocol) throws NetlinkException;

    /** Return whether {@link NetlinkChannel#transactAll} costs less than as many single requests. */
    default boolean takesSeveral() {
        return false;
    }

    /** Return the number of channels that are open, for whoever looks for leaks. */
    int openChannels();

    /** Close all channels that are still open. */
    @Override
    void close();
}
