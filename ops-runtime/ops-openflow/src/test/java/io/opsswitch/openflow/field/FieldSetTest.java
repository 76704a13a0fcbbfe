/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldSetTest {

    private static final FieldSet NONE = FieldSet.of(Set.of());

    @Test
    void isASetInTheOrderOfTheTable() {
        FieldSet some = FieldSet.of(List.of(Fields.ETH_SRC, Fields.METADATA, Fields.ETH_SRC));
        assertThat(some).isEqualTo(Set.of(Fields.METADATA, Fields.ETH_SRC)).hasSize(2);
        assertThat(FieldSet.of(Fields.all())).containsExactlyElementsOf(Fields.all());
        for (Field field : Fields.all()) {
            assertThat(some.contains(field)).as(field.name()).isEqualTo(new HashSet<>(some).contains(field));
        }
    }

    @Test
    void tellsHeadersWithTheMasksThatAreAskedForNow() {
        FieldSet source = FieldSet.of(List.of(Fields.ETH_SRC));
        byte[] exact = {(byte) 0x80, 0, 8, 6};
        byte[] masked = {(byte) 0x80, 0, 9, 12};
        assertThat(source.headers(4, NONE)).isEqualTo(exact);
        assertThat(source.headers(4, source)).isEqualTo(masked);
        assertThat(source.headers(4, NONE)).isEqualTo(exact);
    }
}
