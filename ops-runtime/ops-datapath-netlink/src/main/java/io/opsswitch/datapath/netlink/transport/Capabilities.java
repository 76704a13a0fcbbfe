/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.transport;

/**
 * What a kernel's datapath can do, as far as those who use it must know.
 *
 * @param megaflows whether flows have masks; without, each flow is one exact key
 * @param flowIds whether flows can be named by a unique flow identifier
 * @param datapaths whether datapaths can be made and removed; without, there is one, with number 0
 * @param handlersPerPort how many channels the upcalls of one port can be spread over
 * @param perCpuUpcalls whether upcalls can go to a channel for each processor
 * @param announcesNewPorts whether an event tells of a new port; without, ports must be dumped now and then
 */
public record Capabilities(
        boolean megaflows,
        boolean flowIds,
        boolean datapaths,
        int handlersPerPort,
        boolean perCpuUpcalls,
        boolean announcesNewPorts) {}
