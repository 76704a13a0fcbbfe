/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.TestTrees;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Merging as a library. */
class MergeTest {

    @Test
    void remembersWhereLinesAreFrom() throws IOException {
        Merge merge = new Merge("base", "CONFIG_A=y\nCONFIG_B=y", "CONFIG_", false);
        assertThat(merge.add("one", "# note\nCONFIG_A=bad\n"))
                .containsExactly(
                        new Redefinition("CONFIG_A", "one", Redefinition.Kind.CHANGED, "CONFIG_A=y", "CONFIG_A=bad"));
        assertThat(merge.text()).isEqualTo("CONFIG_B=y\n# note\nCONFIG_A=bad\n");
        assertThat(merge.origin(1)).isEqualTo(new SourceLocation("base", 2));
        assertThat(merge.origin(3)).isEqualTo(new SourceLocation("one", 2));
        assertThat(merge.origin(0)).isNull();
        assertThat(merge.origin(4)).isNull();
        KconfigTree tree = TestTrees.load("config A\n\tbool \"a\"\nconfig B\n\tbool \"b\"\n");
        Configuration configuration = new Configuration(tree);
        assertThat(merge.seed(configuration, false))
                .extracting(Diagnostic::toString)
                .containsExactly("one:2:warning: symbol value 'bad' invalid for A");
        assertThat(configuration.value(TestTrees.symbol(tree, "B"))).isEqualTo("y");
        assertThat(MergeReview.unmet(merge, configuration))
                .extracting(Unmet::name, Unmet::location)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("CONFIG_A", new SourceLocation("one", 2)));
    }

    @Test
    void theLastOfSeveralLinesCounts() {
        KconfigTree tree = TestTrees.load("config A\n\tbool \"a\"\n");
        Merge merge = new Merge("base", "CONFIG_A=y\n# CONFIG_A is not set\n", "CONFIG_", false);
        assertThat(MergeReview.unmet(merge, new Configuration(tree))).isEqualTo(List.of());
    }

    @Test
    void anEmptyBaseIsFine() {
        Merge merge = new Merge("base", "", "", false);
        assertThat(merge.text()).isEmpty();
        merge.add("one", "A=y");
        assertThat(merge.text()).isEqualTo("\nA=y");
    }
}
