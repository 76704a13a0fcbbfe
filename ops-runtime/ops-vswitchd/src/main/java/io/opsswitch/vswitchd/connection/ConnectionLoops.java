/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.connection;

import io.netty.channel.EventLoop;

/**
 * The event loops of OpenFlow.
 *
 * @param timers those of the loop that connections are on, whose thread also handles their messages
 * @param aside does what that one must not wait for, or waits for: listening, looking up names
 */
public record ConnectionLoops(ClockTimers timers, EventLoop aside) {

    EventLoop loop() {
        return timers.loop();
    }
}
