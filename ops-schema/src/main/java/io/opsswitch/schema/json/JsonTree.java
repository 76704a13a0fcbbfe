/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaProblem.Kind;
import io.opsswitch.schema.model.Position;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses JSON text into {@link Json}. A repeated member is an error: the second would silently replace the first. */
final class JsonTree {

    private static final JsonFactory FACTORY = new JsonMapper().getFactory();

    private final SourceText source;
    private final JsonParser parser;

    private JsonTree(SourceText source, JsonParser parser) {
        this.source = source;
        this.parser = parser;
    }

    static Json parse(SourceText source) throws SchemaException {
        try (JsonParser parser = FACTORY.createParser(source.text())) {
            JsonTree tree = new JsonTree(source, parser);
            if (parser.nextToken() == null) {
                throw new Problems()
                        .fatal(
                                Kind.SYNTAX,
                                new Position(source.file(), 1, 1),
                                "the file is empty",
                                "write a database schema into it");
            }
            Json json = tree.value();
            if (parser.nextToken() != null) {
                throw new Problems()
                        .fatal(
                                Kind.SYNTAX,
                                tree.here(),
                                "there is more text after the end of the JSON value",
                                "remove it; a schema file holds one object");
            }
            return json;
        } catch (JsonEOFException e) {
            throw new Problems()
                    .fatal(
                            Kind.SYNTAX,
                            position(source, e.getLocation()),
                            "the file ends inside a JSON value",
                            "close every string, array and object");
        } catch (JsonProcessingException e) {
            String what = e.getOriginalMessage().lines().findFirst().orElse("this is not JSON");
            throw new Problems()
                    .fatal(
                            Kind.SYNTAX,
                            position(source, e.getLocation()),
                            "this is not JSON: " + what,
                            "correct the syntax here or just before");
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory failed", e);
        }
    }

    private Json value() throws IOException, SchemaException {
        Position position = here();
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(position);
            case START_ARRAY -> {
                List<Json> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value());
                }
                yield new Json.Arr(position, items);
            }
            default -> {
                JsonNode node = parser.readValueAsTree();
                yield new Json.Scalar(position, node);
            }
        };
    }

    private Json object(Position position) throws IOException, SchemaException {
        Map<String, Json.Member> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            Position at = here();
            parser.nextToken();
            Json.Member before = members.put(name, new Json.Member(at, value()));
            if (before != null) {
                throw new Problems()
                        .fatal(
                                Kind.SYNTAX,
                                at,
                                "member \"" + name + "\" is already given at line "
                                        + before.position().line(),
                                "remove one of the two");
            }
        }
        return new Json.Obj(position, members);
    }

    private Position here() {
        return position(source, parser.currentTokenLocation());
    }

    private static Position position(SourceText source, JsonLocation location) {
        return new Position(source.file(), location.getLineNr(), location.getColumnNr());
    }
}
