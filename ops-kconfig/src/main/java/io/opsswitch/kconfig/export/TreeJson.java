/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.DefaultValue;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.Range;
import io.opsswitch.kconfig.Selection;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes a tree; the format is that of {@link JsonExport}. Used once. */
final class TreeJson {

    private final JsonGenerator json;

    TreeJson(JsonGenerator json) {
        this.json = json;
    }

    void write(KconfigTree tree) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", "ops-kconfig-tree");
        json.writeNumberField("version", 1);
        json.writeStringField("title", tree.title());
        json.writeStringField("dialect", tree.dialect().name());
        Symbol modules = tree.modules();
        if (modules != null) {
            json.writeStringField("modules", modules.name());
        }
        json.writeArrayFieldStart("files");
        for (String file : tree.files()) {
            json.writeString(file);
        }
        json.writeEndArray();
        json.writeFieldName("menu");
        writeMenu(tree.root());
        json.writeEndObject();
    }

    /** Write without recursion: submenus go as deep as symbols depend on one another. */
    private void writeMenu(MenuNode root) throws IOException {
        Deque<Iterator<MenuNode>> open = new ArrayDeque<>();
        start(root, open);
        while (!open.isEmpty()) {
            if (open.element().hasNext()) {
                start(open.element().next(), open);
            } else {
                open.pop();
                json.writeEndArray();
                json.writeEndObject();
            }
        }
    }

    private void start(MenuNode node, Deque<Iterator<MenuNode>> open) throws IOException {
        json.writeStartObject();
        writeEntry(node);
        if (node.children().isEmpty()) {
            json.writeEndObject();
        } else {
            json.writeArrayFieldStart("children");
            open.push(node.children().iterator());
        }
    }

    private void writeEntry(MenuNode node) throws IOException {
        json.writeStringField("kind", node.kind().name().toLowerCase(Locale.ROOT));
        location(json, node.location());
        Choice choice = node.choice();
        Symbol symbol = choice == null ? node.symbol() : choice.symbol();
        if (symbol != null) {
            writeName(symbol, choice);
        }
        Prompt prompt = node.prompt();
        if (prompt != null) {
            json.writeObjectFieldStart("prompt");
            json.writeStringField("text", prompt.text());
            writeIf(prompt.condition(), node);
            json.writeEndObject();
        }
        if (!node.dependency().isYes()) {
            json.writeStringField("dependsOn", node.dependency().text());
        }
        Expression visibleIf = node.visibleIf();
        if (visibleIf != null) {
            json.writeStringField("visibleIf", visibleIf.text());
        }
        if (symbol != null) {
            writeProperties(symbol, node);
        }
        String help = node.help();
        if (help != null) {
            json.writeStringField("help", help);
        }
    }

    private void writeName(Symbol symbol, @Nullable Choice choice) throws IOException {
        if (!symbol.name().isEmpty()) {
            json.writeStringField("symbol", symbol.name());
        }
        json.writeStringField("type", type(symbol.type()));
        if (choice != null && choice.isOptional()) {
            json.writeBooleanField("optional", true);
        }
        if (symbol.environmentVariable() != null) {
            json.writeStringField("environment", symbol.environmentVariable());
        }
        if (symbol.isTransitional()) {
            json.writeBooleanField("transitional", true);
        }
    }

    static String type(SymbolType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private void writeProperties(Symbol symbol, MenuNode node) throws IOException {
        List<DefaultValue> defaults = symbol.defaults().stream()
                .filter(d -> isHere(symbol, d.location(), node))
                .toList();
        if (start("defaults", defaults)) {
            for (DefaultValue value : defaults) {
                json.writeStartObject();
                json.writeStringField("value", value.value().text());
                finish(value.condition(), value.location(), node);
            }
            json.writeEndArray();
        }
        List<Range> ranges = symbol.ranges().stream()
                .filter(r -> isHere(symbol, r.location(), node))
                .toList();
        if (start("ranges", ranges)) {
            for (Range range : ranges) {
                json.writeStartObject();
                json.writeStringField("low", range.low().name());
                json.writeStringField("high", range.high().name());
                finish(range.condition(), range.location(), node);
            }
            json.writeEndArray();
        }
        writeSelections("selects", false, symbol, node);
        writeSelections("implies", true, symbol, node);
    }

    private void writeSelections(String field, boolean weak, Symbol symbol, MenuNode node) throws IOException {
        List<Selection> selections = symbol.selections().stream()
                .filter(s -> s.weak() == weak && isHere(symbol, s.location(), node))
                .toList();
        if (start(field, selections)) {
            for (Selection selection : selections) {
                json.writeStartObject();
                json.writeStringField("symbol", selection.target().name());
                finish(selection.condition(), selection.location(), node);
            }
            json.writeEndArray();
        }
    }

    private boolean start(String field, List<?> properties) throws IOException {
        if (!properties.isEmpty()) {
            json.writeArrayFieldStart(field);
        }
        return !properties.isEmpty();
    }

    private void finish(Expression condition, SourceLocation location, MenuNode node) throws IOException {
        writeIf(condition, node);
        location(json, location);
        json.writeEndObject();
    }

    /** Tell whether a property is written in an entry; what is in none belongs to the first. */
    private static boolean isHere(Symbol symbol, SourceLocation line, MenuNode node) {
        MenuNode entry = symbol.nodeAt(line);
        return entry == node || entry == null && node == symbol.nodes().get(0);
    }

    private void writeIf(Expression condition, MenuNode node) throws IOException {
        Expression own = condition.without(node.dependency());
        if (!own.isYes()) {
            json.writeStringField("if", own.text());
        }
    }

    static void location(JsonGenerator json, SourceLocation location) throws IOException {
        json.writeObjectFieldStart("location");
        json.writeStringField("file", location.file());
        json.writeNumberField("line", location.line());
        json.writeEndObject();
    }
}
