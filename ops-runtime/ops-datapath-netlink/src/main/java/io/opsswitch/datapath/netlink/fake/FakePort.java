/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import io.opsswitch.datapath.netlink.message.PortType;
import java.util.ArrayList;
import java.util.List;

/** A port of the kernel in memory. Guarded by the kernel's lock. */
final class FakePort {
    final int number;
    final PortType type;
    final String name;
    final List<FakeTransport.Sent> sent = new ArrayList<>();
    List<Integer> pids;
    int destinationPort;
    boolean groupPolicy;
    long rxPackets;
    long rxBytes;
    long txPackets;
    long txBytes;

    FakePort(int number, PortType type, String name, List<Integer> pids) {
        this.number = number;
        this.type = type;
        this.name = name;
        this.pids = pids;
    }
}
