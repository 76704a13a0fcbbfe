/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.server;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.ovsdb.server.BackupSettings;
import org.jspecify.annotations.Nullable;

/** What databases share of an active server, in the state that a server keeps for its next start after a crash. */
final class SharedBackup {

    private SharedBackup() {}

    static void write(Json.Obj state, BackupSettings settings) {
        if (settings.source() != null) {
            state.with("sync_from", Json.of(settings.source()));
        }
        state.with("sync_exclude", Json.of(settings.excluded())).with("is_backup", Json.of(settings.backup()));
    }

    /** Read what was written; where there is nothing, the other settings hold. */
    static BackupSettings parse(String state, BackupSettings other) {
        try {
            if (JsonParser.parse(state) instanceof Json.Obj object && object.get("is_backup") instanceof Json.Bool is) {
                String excluded = text(object.get("sync_exclude"));
                return new BackupSettings(
                        text(object.get("sync_from")), excluded == null ? "" : excluded, is.value(), other.options());
            }
        } catch (JsonException e) {
            // Whoever reads the rest of the state says so.
        }
        return other;
    }

    private static @Nullable String text(@Nullable Json json) {
        return json == null ? null : json.asString();
    }
}
