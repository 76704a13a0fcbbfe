/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.spi;

import io.opsswitch.datapath.DatapathException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A feature that brings types of interfaces, which are more than ports of the datapath. Found as a service; used by the
 * switch's one thread only. When it stops, its interfaces end, and are reported as ones of an unknown type.
 */
public interface PortTypeFeature extends VswitchdFeature {

    /** Return the types, as in {@code Interface.type}; no other feature brings one of them. */
    Set<String> interfaceTypes();

    /**
     * Open an interface, or the one that is open already with other options.
     *
     * @param previous what was opened before, of which counters may be taken over; it ends with this call unless that fails
     * @throws DatapathException if its options are wrong or the datapath has no such ports; the message is for {@code
     *     Interface.error}
     */
    FeaturePort open(PortRequest request, @Nullable FeaturePort previous) throws DatapathException;
}
