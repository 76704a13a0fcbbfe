/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.connection;

/** Who made or accepted a channel. Called by the channel's event loop. */
interface ChannelOwner {

    /** Return the settings as they are now. */
    ConnectionSettings settings();

    /** Hear that the version is negotiated. */
    void established(ControllerConnection connection);

    /** Hear that the channel has ended, after an error or without one. */
    void ended(OpenFlowChannel channel);
}
