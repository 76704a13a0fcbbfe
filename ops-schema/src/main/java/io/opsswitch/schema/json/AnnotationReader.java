/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.json;

import io.opsswitch.schema.model.Annotations;
import io.opsswitch.schema.model.Category;
import io.opsswitch.schema.model.Names;
import io.opsswitch.schema.model.Position;
import io.opsswitch.schema.model.Relationship;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the {@code category} and {@code relationship} of one object. */
final class AnnotationReader {

    private static final List<String> CATEGORIES =
            Arrays.stream(Category.Kind.values()).map(Category.Kind::schemaName).toList();
    private static final List<String> RELATIONSHIPS =
            Arrays.stream(Relationship.values()).map(Relationship::schemaName).toList();

    private final Members members;

    AnnotationReader(Members members) {
        this.members = members;
    }

    Annotations read() {
        Json category = members.take("category");
        Json relationship = members.take("relationship");
        return new Annotations(
                category == null ? null : category(category),
                relationship == null ? null : relationship(relationship),
                relationship == null ? null : relationship.position());
    }

    private @Nullable Category category(Json json) {
        if (!(json instanceof Json.Obj object)) {
            Category.Kind kind = kind(json);
            return kind == null ? null : new Category.Fixed(kind, json.position());
        }
        Json perValue = only(object, "per-value");
        if (perValue instanceof Json.Arr entries) {
            return perValue(entries, json.position());
        }
        Json follows = only(object, "follows");
        if (follows != null && follows.node().isTextual()) {
            return new Category.Follows(follows.node().textValue(), json.position());
        }
        members.form(
                json.position(),
                "\"category\" is an object of another form than the two that exist",
                "write {\"per-value\": [{\"value\": v, \"category\": c}, ...]} or {\"follows\": \"column\"}");
        return null;
    }

    private static @Nullable Json only(Json.Obj object, String name) {
        Json.Member member = object.members().get(name);
        return member == null || object.members().size() != 1 ? null : member.value();
    }

    private Category perValue(Json.Arr array, Position position) {
        List<Category.PerValue.Entry> entries = new ArrayList<>();
        for (Json item : array.items()) {
            if (item instanceof Json.Obj entry
                    && entry.members().size() == 2
                    && entry.members().containsKey("value")
                    && entry.members().containsKey("category")) {
                Json value = member(entry, "value");
                Category.Kind kind = kind(member(entry, "category"));
                if (kind != null) {
                    entries.add(new Category.PerValue.Entry(value.node(), kind, value.position()));
                }
            } else {
                members.expected("per-value", "an object with the members \"value\" and \"category\"", item);
            }
        }
        return new Category.PerValue(entries, position);
    }

    private static Json member(Json.Obj object, String name) {
        Json.Member member = object.members().get(name);
        if (member == null) {
            throw new IllegalArgumentException("no member " + name);
        }
        return member.value();
    }

    private Category.@Nullable Kind kind(Json json) {
        Optional<Category.Kind> kind =
                json.node().isTextual() ? Category.Kind.named(json.node().textValue()) : Optional.empty();
        return kind.orElseGet(() -> {
            wrong("category", json, CATEGORIES);
            return null;
        });
    }

    private @Nullable Relationship relationship(Json json) {
        Optional<Relationship> relationship =
                json.node().isTextual() ? Relationship.named(json.node().textValue()) : Optional.empty();
        return relationship.orElseGet(() -> {
            wrong("relationship", json, RELATIONSHIPS);
            return null;
        });
    }

    private void wrong(String name, Json json, List<String> allowed) {
        members.form(
                json.position(),
                "\"" + name + "\" is " + json.sort(),
                Names.suggestion(json.node().asText(), allowed, "use one of " + String.join(", ", allowed)));
    }
}
