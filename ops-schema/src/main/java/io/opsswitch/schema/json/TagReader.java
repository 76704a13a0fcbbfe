/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.json;

import io.opsswitch.schema.SchemaProblem.Kind;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.Problems.Subject;
import io.opsswitch.schema.model.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a {@code feature_list}. */
final class TagReader {

    private TagReader() {}

    static @Nullable Tag read(Json json, Subject subject, Problems problems) {
        if (!(json instanceof Json.Arr array) || array.items().isEmpty()) {
            problems.error(
                    Kind.FORM,
                    json.position(),
                    subject,
                    "\"feature_list\" is not a non-empty array",
                    "name at least one symbol, such as [\"OPS_STP\"], or remove the tag");
            return null;
        }
        List<Tag.Feature> features = new ArrayList<>();
        for (Json item : array.items()) {
            if (item.node().isTextual()) {
                features.add(new Tag.Feature(item.node().textValue(), item.position()));
            } else {
                problems.error(
                        Kind.FORM,
                        item.position(),
                        subject,
                        "\"feature_list\" holds " + item.sort(),
                        "write the name of a symbol as a string");
            }
        }
        return new Tag(features, json.position());
    }
}
