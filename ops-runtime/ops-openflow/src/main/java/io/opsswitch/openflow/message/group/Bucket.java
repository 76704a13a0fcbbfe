/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.group;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.action.OfpAct;
import java.util.List;

/**
 * One of the things that a group can do with a packet.
 *
 * @param id its number in the group, at most {@link #MAX_ID}
 * @param weight its part of the packets; select groups only
 * @param watchPort live only if this port is, {@link OfPorts#NONE} for always
 * @param watchGroup live only if this group is, {@link GroupType#ANY_GROUP} for always
 * @param actions what it does
 */
public record Bucket(int id, int weight, int watchPort, int watchGroup, List<OfpAct> actions) {

    /** The highest number of a bucket. */
    public static final int MAX_ID = 0xffffff00;

    /** Return whether it can be live or not. */
    public boolean hasLiveness() {
        return watchPort != OfPorts.NONE || watchGroup != GroupType.ANY_GROUP;
    }
}
