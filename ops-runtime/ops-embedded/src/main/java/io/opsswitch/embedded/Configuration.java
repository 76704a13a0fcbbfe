/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded;

import io.opsswitch.ovsdb.client.OvsdbClient;
import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.ReplicaListener;
import io.opsswitch.ovsdb.client.TransactionResult;
import io.opsswitch.ovsdb.client.typed.TypedTransaction;
import io.opsswitch.ovsdb.embedded.EmbeddedOvsdb;
import io.opsswitch.vswitchd.db.Interface;
import io.opsswitch.vswitchd.db.OpenVSwitch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Changes the database of a switch and waits for the switch, as ovs-vsctl(8) does: with a number that the switch repeats
 * when it has done what the database says. Safe for use by several threads.
 */
final class Configuration implements ReplicaListener {

    static final String DATABASE = "Open_vSwitch";

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final EmbeddedOvsdb server;
    private @Nullable OvsdbClient client;
    private @Nullable Replica newest;

    Configuration(EmbeddedOvsdb server) {
        this.server = server;
    }

    void use(OvsdbClient connected) {
        client = connected;
        await("the database server does not answer", replica -> true);
    }

    @Override
    public synchronized void changed(Replica replica) {
        newest = replica;
        notifyAll();
    }

    /** Return the newest replica. */
    synchronized Replica replica() {
        if (newest == null) {
            throw new IllegalStateException("the database server in " + server.socket() + " has not answered yet");
        }
        return newest;
    }

    /** Return an editor of the only row of the table {@code Open_vSwitch}. */
    static OpenVSwitch.Editor root(TypedTransaction transaction) {
        Replica replica = transaction.replica();
        List<OpenVSwitch> rows = replica == null ? List.of() : OpenVSwitch.all(replica);
        if (rows.size() != 1) {
            throw new IllegalStateException("table Open_vSwitch has " + rows.size() + " rows instead of one");
        }
        return rows.get(0).edit(transaction);
    }

    void change(Consumer<TypedTransaction> change) {
        CompletableFuture<Long> number = new CompletableFuture<>();
        TransactionResult result;
        try {
            result = client().transact(
                            plain -> {
                                TypedTransaction transaction = TypedTransaction.of(plain);
                                change.accept(transaction);
                                OpenVSwitch.Editor root = root(transaction);
                                transaction.apply();
                                plain.increment(OpenVSwitch.TABLE, root.uuid(), OpenVSwitch.Column.NEXT_CFG)
                                        .thenAccept(number::complete);
                            },
                            LIMIT);
            if (!result.isSuccess()) {
                throw new IllegalStateException(
                        "the database was not changed: " + result.status() + " " + result.message());
            }
            long wanted = number.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            await("the switch does not follow its database; see its log", replica -> {
                List<OpenVSwitch> rows = OpenVSwitch.all(replica);
                return rows.size() == 1 && rows.get(0).curCfg() >= wanted;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the database was changed", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the database was not changed: " + e, e);
        }
    }

    private OvsdbClient client() {
        if (client == null) {
            throw new IllegalStateException("there is no connection to the database yet");
        }
        return client;
    }

    private synchronized void await(String complaint, Predicate<Replica> condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        try {
            while (newest == null || !condition.test(newest)) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new IllegalStateException(complaint + " (waited for " + LIMIT.toSeconds() + " s)");
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting: " + complaint, e);
        }
    }

    /** Fail unless all interfaces work, with the switch's reason of the first that does not. */
    void requireAllWork() {
        for (Interface each : Interface.all(replica())) {
            String error = each.error();
            if (error != null) {
                throw new IllegalStateException("port " + each.name() + " does not work: " + error);
            }
        }
    }

    int ofport(String name) {
        Interface found = Interface.byName(replica(), name);
        if (found == null) {
            throw new IllegalArgumentException("no port " + name);
        }
        return (int) found.ofport(0);
    }
}
