/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedClassesTest {

    private static final Path SCHEMAS = Path.of("../ops-image/src/main/schema");

    @TempDir
    Path folder;

    @Test
    void ofTheSwitchCompileWithoutWarnings() throws Exception {
        assertThat(Compilation.of(SCHEMAS.resolve("vswitch.extschema"), folder)).isEmpty();
    }

    @Test
    void ofAnotherDatabaseCompileWithoutWarnings() throws Exception {
        assertThat(Compilation.of(SCHEMAS.resolve("dhcp_leases.extschema"), folder))
                .isEmpty();
    }
}
