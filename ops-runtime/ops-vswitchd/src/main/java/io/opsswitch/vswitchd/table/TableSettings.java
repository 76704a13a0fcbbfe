/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.vswitchd.classifier.PrefixField;
import java.util.List;

/**
 * How a table is configured: a row of {@code Flow_Table}.
 *
 * @param name what people call it; empty for no name
 * @param maxFlows how many flows it holds at the most
 * @param evicts whether flows make room for others when it is full; if not, others are refused
 * @param evictionFields the bits of fields whose values divide the flows into groups, the largest of which makes room
 * @param prefixes the fields of which lookups know the prefixes
 */
public record TableSettings(
        String name, int maxFlows, boolean evicts, FlowKey evictionFields, List<PrefixField> prefixes) {

    /** What a table is without configuration. */
    public static final TableSettings DEFAULT =
            new TableSettings("", Integer.MAX_VALUE, false, new FlowKey(), PrefixField.DEFAULTS);
}
