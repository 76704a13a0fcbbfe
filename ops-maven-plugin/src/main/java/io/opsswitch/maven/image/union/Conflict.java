/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.union;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * An artifact that packages of one image need in different versions. Immutable.
 *
 * @param key group, artifact and, where there is one, classifier
 * @param versions for each version the ways by which packages come to it, each starting with the package
 */
public record Conflict(String key, Map<String, List<List<PackageNode>>> versions) {

    /**
     * Return the report: what, each version with the ways to it, and what to do.
     *
     * @param why says why a package is in the image, such as {@code OPS_SFLOW=y}
     */
    public String report(Function<PackageNode, String> why) {
        StringBuilder text = new StringBuilder("packages of the image need different versions of " + key + ":");
        versions.forEach((version, ways) -> {
            for (List<PackageNode> way : ways) {
                text.append("\n  ").append(version).append(" by ");
                text.append(why.apply(way.get(0))).append(": ");
                text.append(way.stream().map(PackageNode::toString).collect(Collectors.joining(" -> ")));
            }
        });
        String[] names = key.split(":");
        return text.append("\n  perhaps you should settle on one version in the POM of the image, with")
                .append(" <dependencyManagement><dependencies><dependency><groupId>")
                .append(names[0])
                .append("</groupId><artifactId>")
                .append(names[1])
                .append("</artifactId><version>")
                .append(String.join("|", versions.keySet()))
                .append(
                        "</version></dependency></dependencies></dependencyManagement>, or switch one of the features off")
                .toString();
    }
}
