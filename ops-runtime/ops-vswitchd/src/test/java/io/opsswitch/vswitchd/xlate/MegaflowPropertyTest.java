/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.text.ActionFormat;
import io.opsswitch.vswitchd.maclearning.MacTable;
import io.opsswitch.vswitchd.ofproto.Bundle;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.OfPort;
import io.opsswitch.vswitchd.ofproto.PatchCounters;
import io.opsswitch.vswitchd.ofproto.Pipeline;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.ofproto.VlanMode;
import io.opsswitch.vswitchd.ofproto.VlanSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What a translation says it looked at is all that it looked at, and not everything there is. */
class MegaflowPropertyTest {
    private static final long[] STATIONS = {
        0x0200_0000_0001L, 0x0200_0000_0002L, 0x0200_0000_0003L, 0x0100_5e00_0001L, 0xffff_ffff_ffffL, 0x0180_c200_0002L
    };
    private static final int[] TAGS = {0, 0x1000, 0x100a, 0x1014, 0xb00a, 0x5000, 0xe014};

    /** What a bridge does that waits for a controller. */
    private static final Pipeline DROP = packet -> packet.warn("no rule of a controller matches, dropping");

    private final Translator translator = new Translator(() -> 1_000);

    @Property(tries = 400)
    void everyPacketOfAMegaflowIsTreatedAlike(@ForAll long seed) {
        Random random = new Random(seed);
        SwitchSnapshot snapshot = snapshot(random);
        FlowKey key = key(random);
        translator.setVlanLimit(1 + random.nextInt(2));
        Translation translation = translator.translate(snapshot, key, false);
        for (int i = 0; i < 20; i++) {
            FlowKey other = key(random);
            FlowKey similar = key.masked(translation.mask());
            for (int word = 0; word < FlowKey.WORDS; word++) {
                similar.setWord(
                        word,
                        similar.word(word)
                                | other.word(word) & ~translation.mask().word(word));
            }
            dropHalfTags(similar);
            Translation again = translator.translate(snapshot, similar, false);
            assertThat(again.actions())
                    .as("%s", translator.explain(snapshot, key).notes())
                    .isEqualTo(translation.actions());
            assertThat(again.mask()).isEqualTo(translation.mask());
        }
    }

    @Property(tries = 100)
    void nothingAboveTheLinkLayerIsLookedAtButWhetherStationsAnnounceThemselves(@ForAll long seed) {
        Random random = new Random(seed);
        SwitchSnapshot snapshot = snapshot(random);
        FlowKey key = key(random);
        if (key.get(FlowField.ETH_TYPE) == 0x806 && key.get(FlowField.ETH_DST) == 0xffff_ffff_ffffL) {
            return;
        }
        Translation translation = translator.explain(snapshot, key);
        FlowKey mask = translation.mask();
        boolean staysInABridge = translation.notes().stream()
                        .filter(note -> note.startsWith("bridge("))
                        .count()
                == 1;
        if (staysInABridge) {
            assertThat(mask.get(FlowField.INNER_VLAN_TCI)).isZero();
        }
        for (FlowField field : List.of(
                FlowField.IPV4_SRC,
                FlowField.IPV4_DST,
                FlowField.IP_PROTO,
                FlowField.IP_TOS,
                FlowField.TP_SRC,
                FlowField.TP_DST)) {
            assertThat(mask.get(field)).as("%s", field).isZero();
        }
    }

    @Property(tries = 200)
    void nothingLeavesByThePortItCameInBy(@ForAll long seed) {
        Random random = new Random(seed);
        SwitchSnapshot snapshot = snapshot(random);
        FlowKey key = key(random);
        String in = "," + key.get(FlowField.IN_PORT) + ",";
        assertThat(","
                        + ActionFormat.text(
                                translator.translate(snapshot, key, false).actions()) + ",")
                .doesNotContain(in);
    }

    private static FlowKey key(Random random) {
        FlowKey key = new FlowKey();
        for (int i = 0; i < FlowKey.WORDS; i++) {
            key.setWord(i, random.nextLong());
        }
        key.set(FlowField.IN_PORT, 1 + random.nextInt(7));
        key.set(FlowField.ETH_SRC, STATIONS[random.nextInt(STATIONS.length)]);
        key.set(FlowField.ETH_DST, STATIONS[random.nextInt(STATIONS.length)]);
        key.set(FlowField.VLAN_TCI, TAGS[random.nextInt(TAGS.length)]);
        key.set(FlowField.RECIRC_ID, 0);
        dropHalfTags(key);
        int[] types = {0x800, 0x86dd, 0x806, 0x8100, 0x5ff};
        key.set(FlowField.ETH_TYPE, types[random.nextInt(types.length)]);
        return key;
    }

    /** No packet has some of a tag without being tagged. */
    private static void dropHalfTags(FlowKey key) {
        if ((key.get(FlowField.VLAN_TCI) & FlowField.VLAN_PRESENT) == 0) {
            key.set(FlowField.VLAN_TCI, 0).set(FlowField.VLAN_TPID, 0);
        }
        if ((key.get(FlowField.INNER_VLAN_TCI) & FlowField.VLAN_PRESENT) == 0) {
            key.set(FlowField.INNER_VLAN_TCI, 0).set(FlowField.INNER_VLAN_TPID, 0);
        }
    }

    private static SwitchSnapshot snapshot(Random random) {
        List<OfBridge> bridges = new ArrayList<>();
        int number = 1;
        for (String name : List.of("br0", "br1")) {
            List<Bundle> bundles = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                bundles.add(bundle(random, OfPort.of(name + "-" + i, "system", i + 1, number++)));
            }
            String other = name.equals("br0") ? "br1" : "br0";
            bundles.add(bundle(random, OfPort.patch("to-" + other, 9, "to-" + name, new PatchCounters())));
            MacTable table = new MacTable(() -> 1_000, tags -> {});
            for (int i = 0; i < 6; i++) {
                int[] vlans = {0, 10, 20};
                table.learn(
                        STATIONS[random.nextInt(STATIONS.length)],
                        vlans[random.nextInt(vlans.length)],
                        bundles.get(random.nextInt(bundles.size())).name(),
                        1_000);
            }
            bridges.add(new OfBridge(
                    name,
                    UUID.randomUUID(),
                    random.nextInt(4) == 0,
                    bundles,
                    table,
                    random.nextInt(10) == 0 ? DROP : NormalPipeline.INSTANCE,
                    List.of()));
        }
        return new SwitchSnapshot(1, bridges);
    }

    private static Bundle bundle(Random random, OfPort port) {
        VlanMode mode = VlanMode.values()[random.nextInt(4)];
        Set<Integer> trunks = switch (random.nextInt(3)) {
            case 0 -> Set.of();
            case 1 -> Set.of(10);
            default -> Set.of(0, 20);
        };
        VlanSettings vlans = new VlanSettings(mode, mode == VlanMode.TRUNK ? 0 : 10 * random.nextInt(3), trunks);
        return new Bundle(port.name(), UUID.randomUUID(), vlans, random.nextInt(4) == 0, List.of(port));
    }
}
