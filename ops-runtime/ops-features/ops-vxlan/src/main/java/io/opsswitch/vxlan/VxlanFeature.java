/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vxlan;

import io.opsswitch.datapath.DatapathException;
import io.opsswitch.tunnel.TunnelConfig;
import io.opsswitch.tunnel.TunnelPortFeature;

/** Brings interfaces of type {@code vxlan}. */
public final class VxlanFeature extends TunnelPortFeature {

    /** Create the feature. */
    public VxlanFeature() {
        super("OPS_VXLAN", new VxlanProtocol());
    }

    /** A packet does not say whether it has a group policy where it is read: all on one port have it or none. */
    @Override
    protected void check(String name, TunnelConfig config, Iterable<TunnelConfig> others) throws DatapathException {
        boolean hasPolicy = config.extensions().contains(VxlanProtocol.GROUP_POLICY);
        for (TunnelConfig other : others) {
            boolean isSamePort = other.destinationPort() == config.destinationPort();
            if (isSamePort && other.extensions().contains(VxlanProtocol.GROUP_POLICY) != hasPolicy) {
                throw new DatapathException(
                        name + ": VXLAN-GBP, and non-VXLAN-GBP tunnels can't be configured on the same dst_port");
            }
        }
    }
}
