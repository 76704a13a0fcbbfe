/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.explain.Origin;
import io.opsswitch.kconfig.explain.Why;
import java.io.IOException;
import java.util.Locale;

/** Writes values; the format is that of {@link JsonExport}. Used once. */
final class ValuesJson {

    private final JsonGenerator json;

    ValuesJson(JsonGenerator json) {
        this.json = json;
    }

    void write(Configuration configuration) throws IOException {
        json.writeStartObject();
        json.writeStringField("format", "ops-kconfig-values");
        json.writeNumberField("version", 1);
        json.writeStringField("dialect", configuration.tree().dialect().name());
        json.writeObjectFieldStart("symbols");
        for (Symbol symbol : configuration.tree().symbols()) {
            json.writeObjectFieldStart(symbol.name());
            write(configuration, symbol);
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void write(Configuration configuration, Symbol symbol) throws IOException {
        json.writeStringField("type", TreeJson.type(configuration.effectiveType(symbol)));
        json.writeStringField("value", configuration.value(symbol));
        json.writeStringField("visible", configuration.visibility(symbol).text());
        json.writeBooleanField("changeable", configuration.isChangeable(symbol));
        json.writeBooleanField("written", configuration.isWritten(symbol));
        Origin origin = Why.origin(configuration, symbol);
        json.writeObjectFieldStart("origin");
        json.writeStringField("kind", origin.kind().name().toLowerCase(Locale.ROOT));
        SourceLocation place = origin.location();
        if (place != null) {
            TreeJson.location(json, place);
        }
        if (!origin.by().isEmpty()) {
            json.writeArrayFieldStart("by");
            for (Symbol by : origin.by()) {
                json.writeString(by.name());
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }
}
