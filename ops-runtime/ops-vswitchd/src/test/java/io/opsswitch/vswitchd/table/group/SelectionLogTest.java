/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.log.LogCapture;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.openflow.message.group.GroupType;
import io.opsswitch.vswitchd.xlate.TestTables;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SelectionLogTest {

    private static final Vlog MODULE = Vlog.module("ofproto_dpif");

    private final TestTables tables = new TestTables();

    @BeforeEach
    void listen() {
        VlogConfig.setLevel(MODULE, null, LogLevel.DBG);
    }

    @AfterEach
    void hush() {
        VlogConfig.setLevel(MODULE, null, LogLevel.INFO);
    }

    private List<String> logged(GroupType type, String method, String... buckets) {
        try (LogCapture log = LogCapture.start(100)) {
            tables.group(7, type, method, buckets);
            return log.lines().stream()
                    .filter(line -> line.contains("|ofproto_dpif|DBG|"))
                    .map(line -> line.substring(line.indexOf("DBG|") + 4))
                    .toList();
        }
    }

    @Test
    void tellsHowManyHashesEachBucketGets() {
        assertThat(logged(GroupType.SELECT, "", "1:output:1", "3:output:2"))
                .containsExactly(
                        "Constructing select group 7",
                        "No selection method specified. Trying dp_hash.",
                        "  Minimum weight: 1, total weight: 4",
                        "  Using 16 hash values:",
                        "  Bucket 1: weight=1, target=4.00 hits=4",
                        "  Bucket 2: weight=3, target=12.00 hits=12",
                        "Use dp_hash with 16 hash values using algorithm 1.");
    }

    @Test
    void tellsWhyTheDatapathsHashIsNotUsed() {
        assertThat(logged(GroupType.SELECT, "dp_hash", "1:output:1", "1000:output:2"))
                .endsWith("  Too many hash values required: 1024", "Falling back to default hash method.");
        assertThat(new SelectionLogTest().logged(GroupType.SELECT, "dp_hash"))
                .contains("  Don't apply dp_hash method without buckets.");
        assertThat(new SelectionLogTest().logged(GroupType.SELECT, "", "0:output:1"))
                .contains("  Total weight is zero. No active buckets.");
        assertThat(new SelectionLogTest().logged(GroupType.SELECT, "hash", "1:output:1"))
                .endsWith("Selection method specified: hash.", "No hash fields. Falling back to default hash method.");
    }

    @Test
    void saysNothingOfGroupsThatDoNotSelect() {
        assertThat(logged(GroupType.ALL, "", "0:output:1")).isEmpty();
    }
}
