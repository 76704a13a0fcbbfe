/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The databases of the reference product: that of the switch, and that of the DHCP leases. */
class ReferenceDatabasesTest {

    @Test
    void bothAreSoundWithAndWithoutTheirFeatures() throws Exception {
        List<SchemaFolder.Database> databases = SchemaFolder.read(VswitchSchema.FOLDER);
        assertThat(databases)
                .extracting(database -> database.source().name())
                .containsExactly("DHCP_Leases", "Open_vSwitch");
        for (SchemaFolder.Database database : databases) {
            assertThat(database.source().check(null)).isEmpty();
            assertThat(database.source().build(null).warnings()).isEmpty();
        }
        SchemaSource leases = databases.get(0).source();
        assertThat(leases.build(Set.of()).tables()).isZero();
        assertThat(leases.build(Set.of("OPS_DHCP_LEASES")).tables()).isEqualTo(1);
    }
}
