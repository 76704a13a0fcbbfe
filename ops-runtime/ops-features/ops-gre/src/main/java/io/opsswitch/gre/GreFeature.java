/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.gre;

import io.opsswitch.tunnel.TunnelPortFeature;

/** Brings interfaces of type {@code gre}. */
public final class GreFeature extends TunnelPortFeature {

    /** Create the feature. */
    public GreFeature() {
        super("OPS_GRE", new GreProtocol());
    }
}
