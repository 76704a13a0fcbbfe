/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.connection;

import io.opsswitch.openflow.OpenFlowVersion;
import java.util.ArrayList;
import java.util.List;

/** Versions as Open vSwitch's messages write them. */
final class VersionText {

    private VersionText() {}

    /** Return the text of a set of versions, a bit for each, that of OpenFlow 1.0 is bit 1. */
    static String of(int versions) {
        if (versions == 0) {
            return "no versions";
        }
        int highest = 31 - Integer.numberOfLeadingZeros(versions);
        if (Integer.bitCount(versions) == 1) {
            return "version " + one(highest);
        }
        int numbered = versions >>> 1;
        if ((numbered & numbered + 1) == 0) {
            return "version " + one(highest) + " and earlier";
        }
        List<String> names = new ArrayList<>();
        for (int version = 0; version < 32; version++) {
            if ((versions >>> version & 1) != 0) {
                names.add(one(version));
            }
        }
        return "versions " + String.join(", ", names);
    }

    private static String one(int number) {
        OpenFlowVersion version = OpenFlowVersion.of(number);
        return String.format("0x%02x", version == null ? number : version.number());
    }
}
