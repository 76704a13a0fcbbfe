/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.replication.ExcludedTables;
import io.opsswitch.ovsdb.replication.Replication;
import io.opsswitch.ovsdb.replication.ReplicationTarget;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A database of the active-backup service model: backup or active. Owned by the engine's thread. */
final class BackedUpDatabase implements ReplicationTarget {

    private final OvsdbServer server;
    private final ServedDatabase served;
    private BackupSettings settings;
    private @Nullable Replication replication;
    private String runningExcluded = "";

    BackedUpDatabase(OvsdbServer server, ServedDatabase served, BackupSettings settings) {
        this.server = server;
        this.served = served;
        this.settings = settings.withBackup(false);
    }

    ServedDatabase served() {
        return served;
    }

    BackupSettings settings() {
        return settings;
    }

    /** Note another active server, which is connected to when this becomes a backup next. */
    void setSource(String source) {
        settings = new BackupSettings(source, settings.excluded(), settings.backup(), settings.options());
    }

    /** Do what other settings say. What does not change stays connected. */
    void configure(BackupSettings wanted) {
        Replication running = replication;
        settings = wanted;
        if (running != null
                && wanted.backup()
                && wanted.excluded().equals(runningExcluded)
                && running.source().equals(wanted.source())) {
            running.options(wanted.options());
            return;
        }
        stop();
        if (wanted.backup() && wanted.source() != null) {
            Replication started = new Replication(
                    served.name(),
                    this,
                    server.engine(),
                    server.connector(),
                    wanted.source(),
                    ExcludedTables.of(wanted.excluded(), served.name()),
                    wanted.options(),
                    server.id());
            replication = started;
            runningExcluded = wanted.excluded();
            served.setReadOnly(true);
            started.start();
        }
    }

    /** Stop to be a backup, if this is one. */
    void stop() {
        if (replication != null) {
            replication.close();
            replication = null;
            served.setReadOnly(false);
        }
    }

    CompletableFuture<Void> settled() {
        return replication == null ? CompletableFuture.completedFuture(null) : replication.settled();
    }

    String status() {
        return replication == null ? "not connected to " + settings.source() : replication.status();
    }

    @Override
    public Database database() {
        return served.database();
    }

    @Override
    public void failed() {
        server.activeBackup().failed(this);
    }
}
