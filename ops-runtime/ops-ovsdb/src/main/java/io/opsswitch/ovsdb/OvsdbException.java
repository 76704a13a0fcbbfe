/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb;

import io.opsswitch.common.json.Json;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An OVSDB error: a tag that programs look at, details for people, and the JSON text that is at fault. */
public final class OvsdbException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String tag;
    private final String details;
    private final @Nullable String syntax;

    private OvsdbException(String tag, String details, @Nullable String syntax) {
        super((syntax == null ? "" : "syntax \"" + syntax + "\": ") + tag + ": " + details, null, false, false);
        this.tag = tag;
        this.details = details;
        this.syntax = syntax;
    }

    /** Create an error with a tag; the details are made as by {@link String#format}. */
    public static OvsdbException of(String tag, String format, Object... args) {
        return new OvsdbException(tag, text(format, args), null);
    }

    /** Create an error about a piece of JSON. */
    public static OvsdbException at(@Nullable Json where, String tag, String format, Object... args) {
        return new OvsdbException(tag, text(format, args), where == null ? null : where.toSortedString());
    }

    /** Create a "syntax error" about a piece of JSON. */
    public static OvsdbException syntax(@Nullable Json where, String format, Object... args) {
        return at(where, "syntax error", format, args);
    }

    private static String text(String format, Object... args) {
        return args.length == 0 ? format : String.format(Locale.ROOT, format, args);
    }

    /** Return the tag. */
    public String tag() {
        return tag;
    }

    /** Return the details. */
    public String details() {
        return details;
    }

    /** Return the form that goes to clients. */
    public Json.Obj toJson() {
        Json.Obj json = Json.object().with("error", Json.of(tag)).with("details", Json.of(details));
        return syntax == null ? json : json.with("syntax", Json.of(syntax));
    }
}
