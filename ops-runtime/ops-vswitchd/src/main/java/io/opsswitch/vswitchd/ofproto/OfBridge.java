/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

import io.opsswitch.vswitchd.maclearning.MacTable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bridge as translation sees it. Immutable but for the MAC table, which lives as long as the bridge does, through all
 * versions of its configuration.
 *
 * @param row its row in the Bridge table
 * @param forwardBpdu whether reserved multicast addresses are forwarded like any other
 * @param bundles in the order in which packets are flooded
 * @param pipeline decides about packets that come in
 * @param extensions what feature modules add to this bridge
 */
public record OfBridge(
        String name,
        UUID row,
        boolean forwardBpdu,
        List<Bundle> bundles,
        MacTable macTable,
        Pipeline pipeline,
        List<BridgeExtension> extensions) {

    /** Create a bridge. */
    public OfBridge {
        bundles = List.copyOf(bundles);
        extensions = List.copyOf(extensions);
    }

    /** Return the bundle of this name, or null if there is none. */
    public @Nullable Bundle bundle(String bundleName) {
        for (Bundle bundle : bundles) {
            if (bundle.name().equals(bundleName)) {
                return bundle;
            }
        }
        return null;
    }

    /** Return whether an extension keeps a bundle for itself, so that it takes and gives no ordinary packets. */
    public boolean isReserved(Bundle bundle) {
        for (BridgeExtension extension : extensions) {
            if (extension.reserves(bundle)) {
                return true;
            }
        }
        return false;
    }
}
