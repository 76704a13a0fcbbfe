/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.vswitchd.maclearning.MacTable;
import io.opsswitch.vswitchd.ofproto.Bundle;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.OfPort;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.ofproto.VlanSettings;
import io.opsswitch.vswitchd.xlate.NormalPipeline;
import io.opsswitch.vswitchd.xlate.Translation;
import io.opsswitch.vswitchd.xlate.Translator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MirrorPropertyTest {
    private static final int[] TAGS = {0, 0x100a, 0x1014, 0xb00a};
    private static final long[] STATIONS = {0x0200_0000_0001L, 0x0200_0000_0002L, 0xffff_ffff_ffffL, 0x0180_c200_0001L};

    private final Translator translator = new Translator(() -> 1_000);

    @Property(tries = 300)
    void everyPacketOfAMegaflowIsMirroredAlike(@ForAll long seed) {
        Random random = new Random(seed);
        SwitchSnapshot snapshot = snapshot(random);
        FlowKey key = key(random);
        Translation translation = translator.translate(snapshot, key, false);
        for (int i = 0; i < 10; i++) {
            FlowKey other = key(random);
            FlowKey similar = key.masked(translation.mask());
            for (int word = 0; word < FlowKey.WORDS; word++) {
                long free = other.word(word) & ~translation.mask().word(word);
                similar.setWord(word, similar.word(word) | free);
            }
            assertThat(translator.translate(snapshot, similar, false).actions()).isEqualTo(translation.actions());
        }
    }

    @Property(tries = 300)
    void aMirrorPortNeverGetsAPacketTwice(@ForAll long seed) {
        Random random = new Random(seed);
        SwitchSnapshot snapshot = snapshot(random);
        OfBridge bridge = snapshot.bridges().get(0);
        Actions actions = translator.translate(snapshot, key(random), false).actions();
        for (Bundle bundle : bridge.bundles()) {
            int copies = 0;
            for (int at = 0; at < actions.end(); at = actions.next(at)) {
                boolean toIt = actions.opcode(at) == Action.OUTPUT
                        && actions.argument(at) == bundle.ports().get(0).datapathPort();
                copies += toIt ? 1 : 0;
            }
            assertThat(copies).isLessThanOrEqualTo(bridge.isReserved(bundle) ? 1 : 4);
        }
    }

    private static FlowKey key(Random random) {
        FlowKey key = new FlowKey();
        for (int i = 0; i < FlowKey.WORDS; i++) {
            key.setWord(i, random.nextLong());
        }
        key.set(FlowField.IN_PORT, 1 + random.nextInt(6));
        key.set(FlowField.ETH_SRC, STATIONS[random.nextInt(2)]);
        key.set(FlowField.ETH_DST, STATIONS[random.nextInt(STATIONS.length)]);
        key.set(FlowField.VLAN_TCI, TAGS[random.nextInt(TAGS.length)]);
        return key.set(FlowField.ETH_TYPE, 0x0800);
    }

    private static SwitchSnapshot snapshot(Random random) {
        List<Bundle> bundles = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            VlanSettings vlans =
                    random.nextBoolean() ? VlanSettings.TRUNK_ALL : VlanSettings.access(10 * random.nextInt(3));
            bundles.add(
                    new Bundle("p" + i, UUID.randomUUID(), vlans, false, List.of(OfPort.of("p" + i, "system", i, i))));
        }
        MacTable table = new MacTable(() -> 1_000, tags -> {});
        table.learn(STATIONS[0], 10 * random.nextInt(3), "p" + (1 + random.nextInt(6)), 1_000);
        table.learn(STATIONS[1], 10 * random.nextInt(3), "p" + (1 + random.nextInt(6)), 1_000);
        List<MirrorConfig> mirrors = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            mirrors.add(mirror(random, bundles));
        }
        MirrorExtension extension = new MirrorExtension(mirrors, Set.of());
        return new SwitchSnapshot(
                1,
                List.of(new OfBridge(
                        "br0", UUID.randomUUID(), false, bundles, table, NormalPipeline.INSTANCE, List.of(extension))));
    }

    private static MirrorConfig mirror(Random random, List<Bundle> bundles) {
        boolean toPort = random.nextBoolean();
        return new MirrorConfig(
                UUID.randomUUID(),
                random.nextInt(3) == 0,
                some(random, bundles),
                some(random, bundles),
                random.nextBoolean() ? Set.of() : Set.of(10L),
                toPort ? bundles.get(random.nextInt(bundles.size())).row() : null,
                toPort ? 0 : 20,
                new MirrorCounters());
    }

    private static Set<UUID> some(Random random, List<Bundle> bundles) {
        Set<UUID> rows = new HashSet<>();
        for (Bundle bundle : bundles) {
            if (random.nextInt(3) == 0) {
                rows.add(bundle.row());
            }
        }
        return rows;
    }
}
