/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manual page, formatted by the real groff with all its warnings. */
class ManualPagePeerTest {

    @TempDir
    Path folder;

    @Test
    void groffHasNothingToComplainOf() throws Exception {
        Path groff = Peers.require("groff");
        SchemaDocuments documents = new SchemaDocuments("Switch", "");
        documents.add("vswitch", SchemaSource.read(VswitchSchema.EXTSCHEMA, VswitchSchema.DOCUMENTATION, null), null);
        Path page = Files.writeString(
                folder.resolve("Open_vSwitch.conf.db.5"), documents.files().get("man/Open_vSwitch.conf.db.5"));
        String text =
                Peers.run(groff, "-man", "-Tascii", "-P-cbou", "-ww", page).silent();
        assertThat(text)
                .contains(
                        "Bridge TABLE",
                        "fail_mode",
                        "optional string, either standalone or secure",
                        "TABLE RELATIONSHIPS");
    }
}
