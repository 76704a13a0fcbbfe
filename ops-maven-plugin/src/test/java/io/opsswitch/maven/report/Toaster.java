/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.report;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.maven.image.ImageContents;
import io.opsswitch.maven.image.ImagePlan;
import io.opsswitch.maven.image.ImagePlan.Coordinates;
import io.opsswitch.maven.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small product: a timer that is on, a radio that is off, a recorder that needs the radio, a schema. */
final class Toaster {

    static final Coordinates TIMER = new Coordinates("com.example", "toaster-timer", "1.0");
    static final Coordinates RADIO = new Coordinates("com.example", "toaster-radio", "1.0");

    final Configuration configuration;
    final Path schemas;
    private final Path folder;

    Toaster(Path folder) throws Exception {
        this.folder = folder;
        Files.writeString(folder.resolve("more"), """
                config TOASTER_RECORDER
                	bool "Recorder"
                	depends on TOASTER_RADIO
                """);
        Files.writeString(folder.resolve("Kconfig"), """
                mainmenu "Toaster <1> & more"

                menu "Parts"

                config TOASTER_TIMER
                	bool "Timer"

                config TOASTER_SLOTS
                	int "Slots"
                	default 2

                config TOASTER_RADIO
                	bool "Radio"

                source "$(FOLDER)/more"

                config TOASTER_HIDDEN
                	bool

                endmenu
                """);
        Path config = Files.writeString(
                folder.resolve(".ops-config"), "OPS_CONFIG_TOASTER_TIMER=y\n# OPS_CONFIG_TOASTER_RADIO is not set\n");
        configuration = new Workspace(
                        "alpha",
                        folder.resolve("Kconfig"),
                        config,
                        "OPS_CONFIG_",
                        Dialect.LINUX,
                        Map.of("FOLDER", folder.toString()))
                .open()
                .configuration();
        schemas = Files.createDirectories(folder.resolve("schema"));
        Files.writeString(schemas.resolve("toaster.extschema"), """
                {"name": "Toaster", "version": "1.0.0", "tables": {
                  "Toaster": {"isRoot": true, "columns": {
                    "slots": {"type": "integer"},
                    "mode": {"type": {"key": {"type": "string", "enum": ["set", ["plain",
                      {"val": "timed", "feature_list": ["TOASTER_TIMER"]}]]}}},
                    "station": {"type": "string", "feature_list": ["TOASTER_RADIO", "TOASTER_RECORDER"]},
                    "other_config": {"type": {"key": "string", "value": "string", "min": 0, "max": "unlimited"}}}},
                  "Station": {"isRoot": true, "feature_list": ["TOASTER_RADIO"], "columns": {
                    "name": {"type": "string"}}}}}
                """);
        Files.writeString(schemas.resolve("toaster.xml"), """
                <database name="toaster">
                  <table name="Toaster">
                    <group title="Timer"><feature_list><feature>TOASTER_TIMER</feature></feature_list>
                      <column name="other_config" key="minutes"><p>How long.</p></column>
                    </group>
                  </table>
                </database>
                """);
    }

    Reasons reasons() {
        return new Reasons(configuration, folder);
    }

    ImagePlan plan() {
        return new ImagePlan(List.of(TIMER), List.of(RADIO), Map.of("TOASTER_TIMER", TIMER));
    }

    ImageContents contents() {
        return new ImageContents(List.of(
                new ImageContents.Part("bin/toast", null, 10, Set.of(), List.of()),
                new ImageContents.Part(
                        "lib/toaster-main-1.0.jar",
                        new Coordinates("com.example", "toaster-main", "1.0"),
                        5000,
                        Set.of(),
                        List.of()),
                new ImageContents.Part("lib/toaster-timer-1.0.jar", TIMER, 2048, Set.of("TOASTER_TIMER"), List.of()),
                new ImageContents.Part(
                        "lib/clock-1.0.jar",
                        new Coordinates("org.example", "clock", "1.0"),
                        100,
                        Set.of("TOASTER_TIMER", "OTHER"),
                        List.of())));
    }

    SchemaIndex schema() throws Exception {
        return SchemaIndex.read(schemas, Set.of("TOASTER_TIMER"));
    }
}
