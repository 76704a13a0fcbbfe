/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.geneve;

import io.opsswitch.tunnel.TunnelPortFeature;

/** Brings interfaces of type {@code geneve}. */
public final class GeneveFeature extends TunnelPortFeature {

    /** Create the feature. */
    public GeneveFeature() {
        super("OPS_GENEVE", new GeneveProtocol());
    }
}
