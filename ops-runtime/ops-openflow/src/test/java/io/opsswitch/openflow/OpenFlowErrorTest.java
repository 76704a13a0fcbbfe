/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.openflow.OpenFlowError.Numbers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OpenFlowErrorTest {

    @Test
    void hasOtherNumbersInOtherVersions() {
        OpenFlowError error = OpenFlowError.OFPBRC_BAD_PORT;
        assertThat(error.numbers(OpenFlowVersion.OF10)).isEqualTo(new Numbers(OpenFlowError.NICIRA, 1, 514));
        assertThat(error.numbers(OpenFlowVersion.OF12)).isEqualTo(new Numbers(0, 1, 11));
        assertThat(OpenFlowError.OFPBFC_UNKNOWN.numbers(OpenFlowVersion.OF13))
                .isEqualTo(new Numbers(OpenFlowError.ONF, 2300, 0));
        assertThat(OpenFlowError.OFPBFC_UNKNOWN.numbers(OpenFlowVersion.OF10)).isNull();
    }

    @Test
    void takesTheFirstOfTwoErrorsThatShareNumbers() {
        assertThat(OpenFlowError.of(OpenFlowVersion.OF10, new Numbers(0, 1, 5))).isEqualTo(OpenFlowError.OFPBRC_EPERM);
        assertThat(OpenFlowError.of(OpenFlowVersion.OF11, new Numbers(0, 3, 5)))
                .isEqualTo(OpenFlowError.OFPBIC_BAD_EXPERIMENTER);
        assertThat(OpenFlowError.of(OpenFlowVersion.OF15, new Numbers(0, 1, 999)))
                .isNull();
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsNumbersInEachVersionThatHasThem(OpenFlowError error) {
        int versions = 0;
        for (OpenFlowVersion version : OpenFlowVersion.values()) {
            Numbers numbers = error.numbers(version);
            if (numbers != null) {
                versions++;
                OpenFlowError found = OpenFlowError.of(version, numbers);
                assertThat(found).isNotNull();
                assertThat(found.numbers(version)).isEqualTo(numbers);
                assertThat(found.ordinal()).isLessThanOrEqualTo(error.ordinal());
            }
        }
        assertThat(versions).isPositive();
    }
}
