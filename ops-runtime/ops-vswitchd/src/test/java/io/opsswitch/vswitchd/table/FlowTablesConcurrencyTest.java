/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.vswitchd.classifier.LookupState;
import io.opsswitch.vswitchd.classifier.Versions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class FlowTablesConcurrencyTest {

    private static final int PORTS = 40;
    private static final FlowKey EXACT =
            new FlowKey().matchAll(FlowField.IN_PORT).matchAll(FlowField.ETH_TYPE);
    private static final FlowKey PREFIX = EXACT.copy().set(FlowField.IPV4_DST, 0xff000000L);

    private final FlowTables tables = new FlowTables(System::currentTimeMillis, new QueriedActions(), event -> {});

    private static FlowKey key(int port) {
        return new FlowKey()
                .set(FlowField.IN_PORT, port)
                .set(FlowField.ETH_TYPE, 0x0800)
                .set(FlowField.IPV4_DST, 0x0a000001L);
    }

    /** All flows of one bundle have one cookie; a reader must never see two bundles mixed, nor a gap between them. */
    @Test
    @Timeout(60)
    void readersSeeEachBundleWholeOrNotAtAll() throws Exception {
        replaceAll(1, new Random(1));
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService readers = Executors.newFixedThreadPool(2);
        try {
            List<Future<Long>> rounds = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                rounds.add(readers.submit(() -> read(stop)));
            }
            Random random = new Random();
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1500);
            for (int bundle = 2; System.nanoTime() < end; bundle++) {
                replaceAll(bundle, random);
            }
            stop.set(true);
            for (Future<Long> round : rounds) {
                assertThat(round.get(20, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            stop.set(true);
            readers.shutdownNow();
        }
        tables.reclaim();
        assertThat(tables.retired()).isZero();
        assertThat(tables.table(0).size()).isEqualTo(PORTS);
    }

    private long read(AtomicBoolean stop) {
        LookupState state = new LookupState();
        FlowKey looked = new FlowKey();
        long rounds = 0;
        try (Versions.Reader reader = tables.versions().newReader()) {
            while (!stop.get()) {
                long version = reader.enter();
                long cookie = -1;
                for (int port = 0; port < PORTS; port++) {
                    FlowRule rule = tables.table(0).lookup(key(port), version, looked, state);
                    assertThat(rule).as("port %d in version %d", port, version).isNotNull();
                    cookie = cookie == -1 ? rule.cookie() : cookie;
                    assertThat(rule.cookie()).isEqualTo(cookie);
                }
                reader.leave();
                rounds++;
            }
        }
        return rounds;
    }

    /** Each flow is replaced, or deleted and added with another mask, so that subtables come and go. */
    private void replaceAll(int bundle, Random random) throws BundleException {
        List<TableChange> changes = new ArrayList<>();
        if (random.nextBoolean()) {
            changes.add(
                    tables.change(FlowMod.of(FlowCommand.DELETE, 0, Match.ANY).build()));
        }
        FlowKey mask = changes.isEmpty() || random.nextBoolean() ? EXACT : PREFIX;
        if (changes.isEmpty() && bundle > 1) {
            // With the masks of before, each flow is replaced in place.
            mask = tables.select(FlowCriteria.all(0)).get(0).match().mask();
        }
        for (int port = 0; port < PORTS; port++) {
            changes.add(tables.change(FlowMod.of(FlowCommand.ADD, 0, Match.of(key(port), mask))
                    .cookie(bundle)
                    .build()));
        }
        tables.commit(changes, null);
    }

    /** Flows learn from several threads at once: what the listener hears, in its order, is what there is in the end. */
    @Test
    @Timeout(60)
    void severalThreadsMayChangeFlows() throws Exception {
        Map<Integer, FlowRule> heard = new HashMap<>();
        List<String> wrong = new ArrayList<>();
        // Called with the lock held, so that the map needs none.
        FlowTables shared = new FlowTables(System::currentTimeMillis, new QueriedActions(), event -> {
            if (event instanceof TableEvent.Added added) {
                if (heard.put(port(added.rule()), added.rule()) != added.replaced()) {
                    wrong.add("added " + added);
                }
            } else if (event instanceof TableEvent.Removed removed) {
                if (heard.remove(port(removed.rule())) != removed.rule()) {
                    wrong.add("removed " + removed);
                }
            }
        });
        ExecutorService writers = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                work.add(writers.submit(() -> change(shared)));
            }
            for (Future<?> one : work) {
                one.get(40, TimeUnit.SECONDS);
            }
        } finally {
            writers.shutdownNow();
        }
        assertThat(wrong).isEmpty();
        assertThat(shared.select(FlowCriteria.all(0))).containsExactlyInAnyOrderElementsOf(heard.values());
        assertThat(shared.table(0).size()).isEqualTo(heard.size());
    }

    private static int port(FlowRule rule) {
        return (int) rule.match().value().get(FlowField.IN_PORT);
    }

    private static void change(FlowTables tables) {
        Random random = new Random();
        for (int i = 0; i < 5000; i++) {
            FlowCommand command = random.nextInt(3) == 0 ? FlowCommand.DELETE_STRICT : FlowCommand.ADD;
            Match match = Match.of(key(random.nextInt(PORTS)), EXACT);
            tables.apply(FlowMod.of(command, 0, match).cookie(i).build(), null);
        }
    }
}
