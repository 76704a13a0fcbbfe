/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.mirror;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.vswitchd.maclearning.MacAddresses;
import io.opsswitch.vswitchd.ofproto.BridgeExtension;
import io.opsswitch.vswitchd.ofproto.Bundle;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.Translating;
import io.opsswitch.vswitchd.ofproto.VlanSettings;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The mirrors of one bridge. A packet is copied to one place only once, however many mirrors select it and however often:
 * bit <i>n</i> of what is kept about a packet says that mirror <i>n</i>, or one with the same output, has had it.
 *
 * @param mirrors those in force, 64 at most
 * @param refused rows of those that are not
 */
record MirrorExtension(List<MirrorConfig> mirrors, Set<UUID> refused) implements BridgeExtension {

    /** How many mirrors a bridge can have: as many as there are bits. */
    static final int MAX_MIRRORS = 64;

    MirrorExtension {
        mirrors = List.copyOf(mirrors);
        refused = Set.copyOf(refused);
    }

    @Override
    public boolean reserves(Bundle bundle) {
        for (MirrorConfig mirror : mirrors) {
            if (bundle.row().equals(mirror.outputPort())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void ingress(Translating packet, Bundle from) {
        long candidates = 0;
        for (int i = 0; i < mirrors.size(); i++) {
            candidates |= mirrors.get(i).selectsFrom(from) ? 1L << i : 0;
        }
        copy(packet, from, candidates);
    }

    @Override
    public void egress(Translating packet, Bundle to) {
        long candidates = 0;
        for (int i = 0; i < mirrors.size(); i++) {
            candidates |= mirrors.get(i).selectsTo(to) ? 1L << i : 0;
        }
        copy(packet, to, candidates);
    }

    private void copy(Translating packet, Bundle at, long candidates) {
        if ((candidates & ~packet.bits(this)) == 0) {
            return;
        }
        int vid = packet.vid();
        VlanSettings vlans = at.vlans();
        if (!vlans.accepts(vid)) {
            return;
        }
        int vlan = vlans.vlanOf(vid);
        for (int i = 0; i < mirrors.size(); i++) {
            MirrorConfig mirror = mirrors.get(i);
            boolean wanted = (candidates & ~packet.bits(this) & 1L << i) != 0;
            if (wanted && mirror.selects(vlan)) {
                // First of all, so that the copies are not copied in their turn.
                packet.setBits(this, packet.bits(this) | sameOutput(mirror));
                MirrorCounters counters = mirror.counters();
                packet.effect((packets, bytes, used) -> counters.add(packets, bytes));
                send(packet, mirror, vlan);
            }
        }
    }

    private long sameOutput(MirrorConfig mirror) {
        long bits = 0;
        for (int i = 0; i < mirrors.size(); i++) {
            bits |= mirrors.get(i).sharesOutput(mirror) ? 1L << i : 0;
        }
        return bits;
    }

    private void send(Translating packet, MirrorConfig mirror, int vlan) {
        OfBridge bridge = packet.place().bridge();
        for (Bundle bundle : bridge.bundles()) {
            if (mirror.outputPort() != null) {
                if (mirror.outputPort().equals(bundle.row())) {
                    packet.output(bundle, vlan);
                }
            } else if (vlan != mirror.outputVlan()
                    && !MacAddresses.isReserved(packet.field(FlowField.ETH_DST))
                    && bundle.vlans().carries(mirror.outputVlan())
                    && !bridge.isReserved(bundle)) {
                packet.output(bundle, mirror.outputVlan());
            }
        }
    }
}
