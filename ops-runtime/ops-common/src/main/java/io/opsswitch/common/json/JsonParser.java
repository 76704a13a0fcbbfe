/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON text into {@link Json} values. Safe for use by several threads. */
public final class JsonParser {

    /** The deepest nesting accepted, the same as in Open vSwitch. */
    public static final int MAX_DEPTH = 1000;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            // Row UUIDs are member names here: interning them would only fill the JVM's string table.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(1000)
                    .build())
            .build();

    private JsonParser() {}

    /** Parse the one value that this text holds. */
    public static Json parse(String text) throws JsonException {
        try (com.fasterxml.jackson.core.JsonParser parser = FACTORY.createParser(text)) {
            return document(parser);
        } catch (IOException e) {
            throw unwrap(e, text);
        }
    }

    /** Parse the one value that these UTF-8 bytes hold. */
    public static Json parse(byte[] bytes, int offset, int length) throws JsonException {
        try (com.fasterxml.jackson.core.JsonParser parser = FACTORY.createParser(bytes, offset, length)) {
            return document(parser);
        } catch (IOException e) {
            throw unwrap(e, new String(bytes, offset, length, StandardCharsets.UTF_8));
        }
    }

    /** Return what is wrong in Open vSwitch's words where it has any. */
    private static JsonException unwrap(IOException e, String input) {
        String known = JsonSyntax.check(input);
        if (known != null) {
            return new JsonException(known);
        }
        if (e instanceof JsonProcessingException bad) {
            JsonLocation where = bad.getLocation();
            String text = bad.getOriginalMessage();
            return new JsonException(
                    where == null
                            ? text
                            : "line " + where.getLineNr() + ", column " + where.getColumnNr() + ": " + text);
        }
        // No input or output happens here: only bytes that are not UTF-8 end in a plain IOException.
        return new JsonException(String.valueOf(e.getMessage()));
    }

    private static Json document(com.fasterxml.jackson.core.JsonParser parser) throws IOException, JsonException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            throw new JsonException("empty input stream");
        }
        Json value = value(parser, token);
        if (parser.nextToken() != null) {
            throw new JsonException("trailing garbage at end of input");
        }
        return value;
    }

    private static Json value(com.fasterxml.jackson.core.JsonParser parser, JsonToken token)
            throws IOException, JsonException {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> string(parser.getText());
            case VALUE_NUMBER_INT ->
                switch (parser.getNumberType()) {
                    case INT, LONG -> new Json.Int(parser.getLongValue());
                    default -> real(parser);
                };
            case VALUE_NUMBER_FLOAT -> real(parser);
            case VALUE_TRUE -> Json.TRUE;
            case VALUE_FALSE -> Json.FALSE;
            case VALUE_NULL -> Json.NULL;
            default -> throw new UncheckedIOException(new IOException("unexpected token " + token));
        };
    }

    private static Json string(String text) throws JsonException {
        if (text.indexOf('\0') >= 0) {
            throw new JsonException("null bytes not supported in quoted strings");
        }
        return new Json.Str(text);
    }

    private static Json object(com.fasterxml.jackson.core.JsonParser parser) throws IOException, JsonException {
        Map<String, Json> members = new LinkedHashMap<>(8);
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            if (name.indexOf('\0') >= 0) {
                throw new JsonException("null bytes not supported in quoted strings");
            }
            members.put(name, value(parser, parser.nextToken()));
        }
        return new Json.Obj(members);
    }

    private static Json array(com.fasterxml.jackson.core.JsonParser parser) throws IOException, JsonException {
        List<Json> elements = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            elements.add(value(parser, token));
        }
        return new Json.Arr(elements);
    }

    private static Json real(com.fasterxml.jackson.core.JsonParser parser) throws IOException, JsonException {
        double value = parser.getDoubleValue();
        if (Double.isInfinite(value)) {
            throw new JsonException("number outside valid range");
        }
        if (value != Math.rint(value) || Math.abs(value) > 0x1p63) {
            return new Json.Real(value);
        }
        BigDecimal exact = parser.getDecimalValue();
        try {
            return new Json.Int(exact.longValueExact());
        } catch (ArithmeticException e) {
            return new Json.Real(value);
        }
    }
}
