/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.openflow.OfctlPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class FieldsPeerTest {

    /** The peer ends where it does not know a name, or where a value has another width than it knows. */
    @Test
    void agreesOnNamesNumbersAndWidths() {
        OfctlPeer.require();
        List<String> byName = new ArrayList<>();
        List<String> byNumber = new ArrayList<>();
        for (Field field : Fields.all()) {
            for (OxmCode code : OfctlPeer.knows(field) ? field.codes() : List.<OxmCode>of()) {
                String value = "(" + "00".repeat(field.bytes()) + ")";
                String vendor = code.vendor() == 0 ? "" : String.format(Locale.ROOT, "%08x", code.vendor());
                byName.add(code.name() + value);
                byNumber.add(String.format(Locale.ROOT, "%08x%s", code.header(false, field.bytes()), vendor) + value);
            }
        }
        List<String> names = OfctlPeer.run(List.of("parse-nx-match"), String.join("\n", byName) + "\n");
        List<String> numbers = OfctlPeer.run(List.of("parse-nx-match"), String.join("\n", byNumber) + "\n");
        assertThat(names).hasSize(byName.size());
        assertThat(numbers).isEqualTo(names);
    }
}
