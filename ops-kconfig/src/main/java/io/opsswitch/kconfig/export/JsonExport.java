/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.KconfigTree;
import java.io.IOException;
import java.io.Writer;

/**
 * Writes trees and values as JSON (RFC 8259), in an order that depends on nothing but the input.
 *
 * <p>Members without anything to say are left out. Values are strings as configuration files have them, but without
 * quotes: a hex number keeps its form. Conditions are text as the C tools print it. A place is
 * {@code {"file": "net/Kconfig", "line": 3}}.
 *
 * <h2>Trees</h2>
 *
 * <pre>{@code
 * {"format": "ops-kconfig-tree", "version": 1, "title": "…", "dialect": "linux", "modules": "MODULES",
 *  "files": ["Kconfig", …],
 *  "menu": {"kind": "menu", "location": …, "prompt": …, "children": [ENTRY, …]}}
 * }</pre>
 *
 * <p>An entry has
 *
 * <ul>
 *   <li>{@code kind}: {@code menu}, {@code comment}, {@code config}, {@code menuconfig}, {@code choice} or {@code if} (only
 *       an empty one is left)
 *   <li>{@code location}
 *   <li>{@code symbol}, {@code type}: the name of the symbol, also of a named choice, and {@code bool}, {@code tristate},
 *       {@code int}, {@code hex}, {@code string} or {@code unknown}; for a choice also {@code optional}: true
 *   <li>{@code prompt}: {@code {"text": …, "if": CONDITION}}
 *   <li>{@code dependsOn}: what the entry depends on, with what it inherits from the entries around it
 *   <li>{@code visibleIf}: of menus
 *   <li>{@code defaults}: {@code [{"value": …, "if": CONDITION, "location": …}, …]}, the first that applies counts
 *   <li>{@code ranges}: {@code [{"low": …, "high": …, "if": CONDITION, "location": …}, …]}, likewise
 *   <li>{@code selects}, {@code implies}: {@code [{"symbol": …, "if": CONDITION, "location": …}, …]}
 *   <li>{@code environment}: the variable of {@code option env}; {@code transitional}: true
 *   <li>{@code help}: text with line ends
 *   <li>{@code children}: the entries inside, those of implicit submenus too
 * </ul>
 *
 * <p>An {@code if} is only what is written on the line itself (and, for prompts, in {@code visible if} around it):
 * {@code dependsOn} holds as well. A symbol with several definitions has an entry for each, with the properties that are
 * written there.
 *
 * <h2>Values</h2>
 *
 * <pre>{@code
 * {"format": "ops-kconfig-values", "version": 1, "dialect": "linux",
 *  "symbols": {"NET": {"type": "bool", "value": "y", "visible": "y", "changeable": true, "written": true,
 *                      "origin": {"kind": "user", "location": {"file": ".config", "line": 17}}}, …}}
 * }</pre>
 *
 * <p>All defined symbols, in menu order. {@code type} is the type that counts now, {@code visible} how far the user can
 * raise it, {@code written} whether configuration files have it. {@code kind} is that of
 * {@link io.opsswitch.kconfig.explain.Origin.Kind} in small letters; {@code by} lists the symbols that decide, if any.
 */
public final class JsonExport {

    // Submenus nest as deep as symbols depend on one another.
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonExport() {}

    /** Write a tree; the writer is flushed but stays open. For a file, it should encode as UTF-8. */
    public static void writeTree(KconfigTree tree, Writer out) throws IOException {
        try (JsonGenerator json = generator(out)) {
            new TreeJson(json).write(tree);
        }
    }

    /** Write values; the writer is flushed but stays open. For a file, it should encode as UTF-8. */
    public static void writeValues(Configuration configuration, Writer out) throws IOException {
        try (JsonGenerator json = generator(out)) {
            new ValuesJson(json).write(configuration);
        }
    }

    private static JsonGenerator generator(Writer out) throws IOException {
        JsonGenerator json = FACTORY.createGenerator(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        // The same line ends on all systems.
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        json.setPrettyPrinter(
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
        return json;
    }
}
