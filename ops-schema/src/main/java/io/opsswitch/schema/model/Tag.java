/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.model;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A feature tag: the symbols of which at least one must be on for the entity to be kept.
 *
 * @param features at least one
 * @param position of the tag
 */
public record Tag(List<Feature> features, Position position) {

    /** A symbol of a tag and where it stands. */
    public record Feature(String symbol, Position position) {}

    public Tag {
        features = List.copyOf(features);
    }

    /** Return the symbols in the order of the file. */
    public List<String> symbols() {
        return features.stream().map(Feature::symbol).toList();
    }

    /** Return the tag as it is written in JSON, such as {@code ["OPS_STP", "OPS_RSTP"]}. */
    @Override
    public String toString() {
        return symbols().stream().map(s -> '"' + s + '"').collect(Collectors.joining(", ", "[", "]"));
    }
}
