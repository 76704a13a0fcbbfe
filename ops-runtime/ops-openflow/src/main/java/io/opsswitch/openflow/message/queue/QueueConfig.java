/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.queue;

import io.opsswitch.openflow.message.wire.MultipartBody;
import java.util.List;

/**
 * How a queue is configured.
 *
 * @param port the port that it is at
 * @param queue its number
 * @param minRate what it gets at least, in tenths of a percent of the port's rate; above 1000 it is off, {@link #NONE} if
 *     not told
 * @param maxRate what it gets at most, likewise
 */
public record QueueConfig(int port, int queue, int minRate, int maxRate) {

    /** A rate that is not told. */
    public static final int NONE = 0xffff;

    /**
     * Queues, before OpenFlow 1.4 of one port in one message.
     *
     * @param port the port that was asked for; {@link io.opsswitch.openflow.OfPorts#NONE} from OpenFlow 1.4 on, where each
     *     queue tells its own
     * @param entries the queues
     */
    public record Reply(int port, List<QueueConfig> entries) implements MultipartBody<QueueConfig> {}
}
