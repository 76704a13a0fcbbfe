/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.testing;

import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import java.util.EnumSet;
import java.util.Set;

/** A transport and what is around it, made for one test. */
public interface Bench extends AutoCloseable {
    /** Return the transport. */
    DatapathTransport transport();

    /** Return what there is for the suite. */
    default Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    /** Return the name of a device that is no port yet: 0, 1 or 2. */
    default String device(int index) {
        return "suite" + index;
    }

    /** Return the way to send frames, for {@link Ability#TRAFFIC}. */
    Traffic traffic();

    /** Take a device away, for {@link Ability#REMOVE_DEVICE}. */
    void removeDevice(String name) throws Exception;

    @Override
    void close() throws Exception;
}
