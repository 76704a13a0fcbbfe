/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.union;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class UnionTest {

    @Test
    void knowsWhichPackagesNeedAJarAlsoWhereItIsListedUnderOnlyOneOfThem() {
        PackageNode shared = node("g:shared", "1", node("g:deep", "1"));
        Union union =
                new Union(List.of(node("g:a", "1", shared), node("g:b", "1", lost("g:shared", "1")), node("g:c", "1")));
        assertThat(owners(union))
                .containsEntry("g:deep", Set.of("g:a", "g:b"))
                .containsEntry("g:shared", Set.of("g:a", "g:b"))
                .containsEntry("g:c", Set.of("g:c"));
        assertThat(union.conflicts()).isEmpty();
    }

    @Test
    void reportsDifferentVersionsWithTheWaysToThemAndWhatToDo() {
        Union union = new Union(List.of(
                node("g:a", "1", node("g:shared", "1")),
                node("g:b", "1", node("g:middle", "3", lost("g:shared", "2"))),
                node("g:c", "1", lost("g:shared", "1"))));
        assertThat(union.conflicts()).hasSize(1);
        assertThat(union.conflicts().get(0).report(root -> root.key().substring(2) + "=y"))
                .startsWith("packages of the image need different versions of g:shared:\n"
                        + "  1 by a=y: g:a:1 -> g:shared:1\n"
                        + "  1 by c=y: g:c:1 -> g:shared:1\n"
                        + "  2 by b=y: g:b:1 -> g:middle:3 -> g:shared:2\n"
                        + "  perhaps you should")
                .contains("<groupId>g</groupId><artifactId>shared</artifactId><version>1|2</version>");
    }

    @Test
    void takesTheVersionNearestToAPackageForTheOneThatItNeeds() {
        PackageNode near = node("g:a", "1", node("g:middle", "1", lost("g:shared", "1")), node("g:shared", "2"));
        assertThat(new Union(List.of(near, node("g:b", "1", lost("g:shared", "2")))).conflicts())
                .isEmpty();
    }

    @Test
    void letsTheProductSettleAVersionByListingTheArtifactItself() {
        Union union = new Union(List.of(node("g:shared", "3"), node("g:a", "1", lost("g:shared", "1"))));
        assertThat(union.conflicts()).isEmpty();
        assertThat(owners(union)).containsEntry("g:shared", Set.of("g:shared", "g:a"));
    }

    @Test
    void comesToAnEndWherePackagesNeedEachOther() {
        PackageNode circle = node("g:a", "1", node("g:b", "1", lost("g:a", "1")));
        assertThat(owners(new Union(List.of(circle)))).containsOnlyKeys("g:a", "g:b");
    }

    private static Map<String, Set<String>> owners(Union union) {
        return union.owners().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> entry.getValue().stream().map(PackageNode::key).collect(Collectors.toSet())));
    }

    private static PackageNode node(String key, String version, PackageNode... children) {
        return new PackageNode(key, version, true, List.of(children));
    }

    private static PackageNode lost(String key, String version) {
        return new PackageNode(key, version, false, List.of());
    }
}
