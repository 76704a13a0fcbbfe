/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.union;

import java.util.List;

/**
 * A place in the tree of dependencies. Immutable.
 *
 * @param key group, artifact and, where there is one, classifier, separated by colons: what can be there only once
 * @param version the version asked for at this place
 * @param chosen whether this is the one place by which the key is in the image; only that has children
 * @param children what it needs itself
 */
public record PackageNode(String key, String version, boolean chosen, List<PackageNode> children) {

    /** Copy the children. */
    public PackageNode {
        children = List.copyOf(children);
    }

    @Override
    public String toString() {
        return key + ":" + version;
    }
}
