/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lex;

import io.opsswitch.kconfig.Feature;
import org.jspecify.annotations.Nullable;

/** What a token is. Keywords carry the word and, where only some dialects know it, the feature that brings it. */
public enum TokenKind {
    END_OF_INPUT(null, null),
    END_OF_LINE(null, null),
    WORD(null, null),
    QUOTED(null, null),
    HELP_TEXT(null, null),
    ASSIGNED_VALUE(null, null),

    AND(null, null),
    OR(null, null),
    NOT(null, null),
    OPEN(null, null),
    CLOSE(null, null),
    EQUAL(null, null),
    UNEQUAL(null, null),
    LESS(null, null),
    LESS_EQUAL(null, null),
    GREATER(null, null),
    GREATER_EQUAL(null, null),
    COLON_EQUAL(null, null),
    PLUS_EQUAL(null, null),

    BOOL("bool", null),
    CHOICE("choice", null),
    COMMENT("comment", null),
    CONFIG("config", null),
    CONFIG_DEFAULT("configdefault", Feature.CONFIG_DEFAULT),
    DEFAULT("default", null),
    DEF_BOOL("def_bool", null),
    DEF_HEX("def_hex", Feature.TYPED_DEFAULTS),
    DEF_INT("def_int", Feature.TYPED_DEFAULTS),
    DEF_STRING("def_string", Feature.TYPED_DEFAULTS),
    DEF_TRISTATE("def_tristate", null),
    DEPENDS("depends", null),
    ENDCHOICE("endchoice", null),
    ENDIF("endif", null),
    ENDMENU("endmenu", null),
    GRSOURCE("grsource", Feature.SOURCE_VARIANTS),
    GSOURCE("gsource", Feature.SOURCE_VARIANTS),
    HELP("help", null),
    HEX("hex", null),
    IF("if", null),
    IMPLY("imply", Feature.IMPLY),
    INT("int", null),
    MAINMENU("mainmenu", null),
    MENU("menu", null),
    MENUCONFIG("menuconfig", null),
    MODULES("modules", Feature.MODULES_KEYWORD),
    ON("on", null),
    OPTION("option", Feature.OPTIONS),
    OPTIONAL("optional", Feature.CLASSIC_CHOICES),
    ORSOURCE("orsource", Feature.SOURCE_VARIANTS),
    OSOURCE("osource", Feature.SOURCE_VARIANTS),
    PROMPT("prompt", null),
    RANGE("range", null),
    RSOURCE("rsource", Feature.SOURCE_VARIANTS),
    SELECT("select", null),
    SOURCE("source", null),
    STRING("string", null),
    TRANSITIONAL("transitional", Feature.TRANSITIONAL),
    TRISTATE("tristate", null),
    VISIBLE("visible", null);

    private final @Nullable String word;
    private final @Nullable Feature feature;

    TokenKind(@Nullable String word, @Nullable Feature feature) {
        this.word = word;
        this.feature = feature;
    }

    /** Return the keyword, or null when this is none. */
    public @Nullable String word() {
        return word;
    }

    /** Return the feature that makes the word a keyword, or null when all dialects have it. */
    public @Nullable Feature feature() {
        return feature;
    }

    /** Tell whether this assigns to a macro variable. */
    public boolean isAssignment() {
        return this == EQUAL || this == COLON_EQUAL || this == PLUS_EQUAL;
    }
}
