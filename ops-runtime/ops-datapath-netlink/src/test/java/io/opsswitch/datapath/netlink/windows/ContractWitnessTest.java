/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.netlink.witness.Witness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The transport and the driver that stands in for the real one have the numbers of Open vSwitch 3.7.1's headers, so that
 * they cannot agree with each other on something that is wrong.
 */
class ContractWitnessTest {

    private static final Path CONTRACT = Path.of("../../ops-datapath-native/src/test/c/driver/contract.h");

    /** What the driver's names begin with, and what the headers' names begin with. */
    private static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("DP_", "OVS_DP_ATTR_"),
            Map.entry("PORT_", "OVS_VPORT_ATTR_"),
            Map.entry("TYPE_", "OVS_VPORT_TYPE_"),
            Map.entry("FLOW_", "OVS_FLOW_ATTR_"),
            Map.entry("PKT_", "OVS_PACKET_ATTR_"),
            Map.entry("KEY_", "OVS_KEY_ATTR_"),
            Map.entry("ACTION_", "OVS_ACTION_ATTR_"),
            Map.entry("USERSPACE_", "OVS_USERSPACE_ATTR_"),
            Map.entry("METER_", "OVS_METER_ATTR_"),
            Map.entry("BAND_", "OVS_BAND_ATTR_"),
            Map.entry("CT_", "OVS_CT_ATTR_"),
            Map.entry("CTA_", "CTA_"));

    private static final Map<String, Long> THEIRS = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (String[] words : Witness.numbers()) {
            if (words[0].equals("value")) {
                THEIRS.put(words[1], Long.valueOf(words[2]));
            }
        }
    }

    private static Map<String, Long> numbersOfTheDriver() throws IOException {
        Map<String, Long> numbers = new LinkedHashMap<>();
        Matcher matcher = Pattern.compile("\\b([A-Z][A-Z0-9_]+) (?:= )?(0x[0-9A-Fa-f]+|[0-9]+)u?\\b")
                .matcher(Files.readString(CONTRACT));
        while (matcher.find()) {
            numbers.putIfAbsent(matcher.group(1), Long.decode(matcher.group(2)));
        }
        return numbers;
    }

    @Test
    void theDriversAttributesAreThoseOfTheHeaders() throws IOException {
        int compared = 0;
        for (Map.Entry<String, Long> number : numbersOfTheDriver().entrySet()) {
            for (Map.Entry<String, String> prefix : PREFIXES.entrySet()) {
                String name = number.getKey();
                String theirs = prefix.getValue()
                        + name.substring(Math.min(name.length(), prefix.getKey().length()));
                if (name.startsWith(prefix.getKey()) && THEIRS.containsKey(theirs)) {
                    assertThat(number.getValue()).as(name).isEqualTo(THEIRS.get(theirs));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(50);
    }

    @Test
    void theControlCodesAreThoseOfTheHeaders() throws IOException {
        Map<String, Long> driver = numbersOfTheDriver();
        Map<String, Integer> ours = Map.of(
                "GET_PID", Ioctl.GET_PID,
                "READ", Ioctl.READ,
                "READ_EVENT", Ioctl.READ_EVENT,
                "READ_PACKET", Ioctl.READ_PACKET,
                "WRITE", Ioctl.WRITE,
                "TRANSACT", Ioctl.TRANSACT);
        ours.forEach((name, code) -> {
            assertThat(Integer.toUnsignedLong(code)).as(name).isEqualTo(THEIRS.get("OVS_IOCTL_" + name));
            assertThat(driver).as("of the driver").containsEntry("IOCTL_" + name, THEIRS.get("OVS_IOCTL_" + name));
        });
    }

    @Test
    void theFamiliesAndControlCommandsOfTheDriverAreThoseOfTheHeaders() throws IOException {
        assertThat(numbersOfTheDriver())
                .containsEntry("CONTROL", THEIRS.get("OVS_WIN_NL_CTRL_FAMILY_ID"))
                .containsEntry("DATAPATH", THEIRS.get("OVS_WIN_NL_DATAPATH_FAMILY_ID"))
                .containsEntry("PACKET", THEIRS.get("OVS_WIN_NL_PACKET_FAMILY_ID"))
                .containsEntry("VPORT", THEIRS.get("OVS_WIN_NL_VPORT_FAMILY_ID"))
                .containsEntry("FLOW", THEIRS.get("OVS_WIN_NL_FLOW_FAMILY_ID"))
                .containsEntry("NETDEV", THEIRS.get("OVS_WIN_NL_NETDEV_FAMILY_ID"))
                .containsEntry("CT_LIMIT", THEIRS.get("OVS_WIN_NL_CTLIMIT_FAMILY_ID"))
                .containsEntry("METER", THEIRS.get("OVS_WIN_NL_METER_FAMILY_ID"))
                .containsEntry("CT_GET", THEIRS.get("NFNL_TYPE_CT_GET"))
                .containsEntry("CT_DELETE", THEIRS.get("NFNL_TYPE_CT_DEL"))
                .containsEntry("PEND_EVENT", THEIRS.get("OVS_CTRL_CMD_WIN_PEND_REQ"))
                .containsEntry("PEND_PACKET", THEIRS.get("OVS_CTRL_CMD_WIN_PEND_PACKET_REQ"))
                .containsEntry("MC_SUBSCRIBE", THEIRS.get("OVS_CTRL_CMD_MC_SUBSCRIBE_REQ"))
                .containsEntry("PACKET_SUBSCRIBE", THEIRS.get("OVS_CTRL_CMD_PACKET_SUBSCRIBE_REQ"))
                .containsEntry("SOCK_PROP", THEIRS.get("OVS_CTRL_CMD_SOCK_PROP"))
                .containsEntry("VPORT_GROUP", THEIRS.get("OVS_WIN_NL_VPORT_MCGRP_ID"));
    }
}
