/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** A product's schema files in a folder of its own, and builds of them. */
final class Product {

    private final Path folder;
    private Path extschema;
    private Path documentation;
    private Path untaggable;
    private Set<String> enabled = Set.of();
    private Set<String> known;

    Product(Path folder) {
        this.folder = folder;
    }

    /** Write a schema of which only the tables are given. */
    Product tables(String tables) {
        return schema("""
                {"name": "Net", "version": "1.2.3", "tables": {
                %s}}
                """.formatted(tables));
    }

    Product schema(String text) {
        extschema = write("net.extschema", text);
        return this;
    }

    Product xml(String text) {
        documentation = write("net.xml", text);
        return this;
    }

    Product untaggable(String text) {
        untaggable = write("net.untaggable", text);
        return this;
    }

    Product on(String... symbols) {
        enabled = Set.of(symbols);
        return this;
    }

    Product unconfigured() {
        enabled = null;
        return this;
    }

    Product known(String... symbols) {
        known = Set.of(symbols);
        return this;
    }

    SchemaBuild.Result build() throws SchemaException {
        return SchemaBuild.run(new SchemaBuild.Input(extschema, documentation, untaggable, enabled, known));
    }

    /** Build, expecting problems; return their sentences with short file names. */
    List<String> problems() {
        SchemaException e = catchThrowableOfType(SchemaException.class, this::build);
        return e == null ? List.of() : shortened(e.problems());
    }

    List<String> warnings() throws SchemaException {
        return shortened(build().warnings());
    }

    JsonNode ovsschema() throws SchemaException {
        return json(build().ovsschema());
    }

    JsonNode extschema() throws SchemaException {
        return json(build().extschema());
    }

    String documentation() throws SchemaException {
        return new String(build().documentation(), StandardCharsets.UTF_8);
    }

    private List<String> shortened(List<SchemaProblem> problems) {
        return problems.stream()
                .map(problem -> problem.message().replace(folder + "/", ""))
                .toList();
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(byte[] bytes) {
        try {
            return new ObjectMapper().readTree(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
