/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.vswitchd.ofproto.OfPort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Gives the interfaces of one bridge their OpenFlow port numbers. A number asked for is granted unless another interface
 * asks for the same; then interfaces keep what they have, or had when the database was written last; the rest gets
 * numbers that have not been used for longest. Owned by the reconciler's thread.
 */
final class OfportAllocator {

    private static final int MAX = 0xfeff;

    private int next = 1;

    /**
     * Number the working interfaces of a bridge.
     *
     * @param remembered the number that the database has for an interface; 0 or less for none
     */
    void assign(String bridge, List<RunningInterface> interfaces, ToIntFunction<RunningInterface> remembered) {
        Map<Integer, RunningInterface> taken = new HashMap<>();
        for (RunningInterface each : interfaces) {
            if (each.config().name().equals(bridge)) {
                taken.put(OfPort.LOCAL, each);
            }
        }
        claim(taken, interfaces, each -> each.config().ofportRequest());
        claim(taken, interfaces, RunningInterface::ofport);
        claim(taken, interfaces, remembered);
        for (RunningInterface each : interfaces) {
            if (!taken.containsValue(each)) {
                taken.put(free(taken), each);
            }
        }
        taken.forEach((number, each) -> each.setOfport(number));
    }

    private static void claim(
            Map<Integer, RunningInterface> taken,
            List<RunningInterface> interfaces,
            ToIntFunction<RunningInterface> wish) {
        for (RunningInterface each : interfaces) {
            int number = wish.applyAsInt(each);
            if (number > 0 && number <= MAX && !taken.containsValue(each)) {
                taken.putIfAbsent(number, each);
            }
        }
    }

    private int free(Map<Integer, RunningInterface> taken) {
        while (taken.containsKey(next)) {
            next = next == MAX ? 1 : next + 1;
        }
        int number = next;
        next = next == MAX ? 1 : next + 1;
        return number;
    }
}
