/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AdviceTest {

    @Test
    void speaksOfGoalsWhereTheCommandLineSpeaksOfOptions() {
        assertThat(Advice.translate("perhaps you should use --olddefconfig"))
                .isEqualTo("perhaps you should use mvn ops:olddefconfig");
        assertThat(Advice.translate("use olddefconfig, which takes defaults"))
                .isEqualTo("use mvn ops:olddefconfig, which takes defaults");
        assertThat(Advice.translate("nothing is written without --apply"))
                .isEqualTo("nothing is written without -Dapply");
        assertThat(Advice.translate("try: ops-kconfig enable SLOTS=9"))
                .isEqualTo("try: mvn ops:enable -Dsymbol=SLOTS -Dvalue=9");
    }

    @Test
    void leavesFileNamesAndGoalsAlone() {
        assertThat(Advice.translate("configs/my_defconfig: no such file"))
                .isEqualTo("configs/my_defconfig: no such file");
        assertThat(Advice.translate("/tmp/defconfig")).isEqualTo("/tmp/defconfig");
        assertThat(Advice.translate("ops:oldconfig needs answers")).isEqualTo("ops:oldconfig needs answers");
    }

    @Test
    void dropsTheStarsAndEmptyLinesOfTheCTool() {
        assertThat(Advice.failure("ops:defconfig", List.of("", "***", "*** Can't find it!", "***")))
                .isEqualTo("Can't find it!");
        assertThat(Advice.failure("ops:lint", List.of())).isEqualTo("ops:lint failed");
    }

    @Test
    void namesSomeOfManyNewSymbols() {
        assertThat(Advice.unanswered("ops:oldconfig", List.of("A", "B", "C", "D", "E", "F")))
                .contains("about A, B, C, D, E, ...,")
                .contains("-Dset=A=")
                .doesNotContain("F,");
    }
}
