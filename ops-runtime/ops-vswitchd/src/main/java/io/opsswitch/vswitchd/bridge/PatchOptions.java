/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import org.jspecify.annotations.Nullable;

/** The options of a patch interface. */
final class PatchOptions {

    static final String PEER = "peer";

    private PatchOptions() {}

    /** Return what is wrong with the options, for {@code Interface.error}; null if nothing is. */
    static @Nullable String problem(InterfaceConfig config) {
        String peer = config.options().getOrDefault(PEER, "");
        if (peer.isEmpty()) {
            return config.name() + ": patch type requires valid 'peer' argument";
        }
        return peer.equals(config.name()) ? config.name() + ": patch peer must not be self" : null;
    }
}
