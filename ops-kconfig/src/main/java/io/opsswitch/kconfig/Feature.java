/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

/** The independent points in which Kconfig trees and tools of the world differ; a {@link Dialect} is a set of them. */
public enum Feature {
    // --- text
    /** {@code $(name)}, {@code $(function,args)}, and assignments with {@code =}, {@code :=}, {@code +=}. */
    MACROS,
    /**
     * {@code $NAME} in {@code source} and {@code mainmenu} stands for the value of symbol NAME; together with
     * {@link #MACROS}, in all quoted text, for that of environment variable NAME, if there is one.
     */
    DOLLAR_VARIABLES,
    /** Keywords are recognised only at the start of a line, so that a symbol may be called {@code menu}. */
    CONTEXTUAL_KEYWORDS,
    /** Prompts and paths may be single words without quotes. */
    UNQUOTED_TEXT,

    /** The last line of a file needs no end, and the title may come anywhere. */
    FREE_LAYOUT,

    // --- statements
    /** {@code ---help---} starts a help text. */
    DASHED_HELP,
    /** {@code boolean} means {@code bool}. */
    BOOLEAN_KEYWORD,
    /** {@code imply}. */
    IMPLY,
    /** {@code option env=, modules, defconfig_list, allnoconfig_y}. */
    OPTIONS,
    /** {@code modules} as a statement of its own. */
    MODULES_KEYWORD,
    /** {@code transitional}: read from old configurations, never written. */
    TRANSITIONAL,
    /** {@code depends on X if Y}, which means {@code X || (Y == n)}. */
    CONDITIONAL_DEPENDS,
    /** {@code osource}, {@code rsource}, {@code orsource}, {@code gsource}, {@code grsource}. */
    SOURCE_VARIANTS,
    /** A sourced path may contain {@code *}, {@code ?} and {@code [...]}. */
    SOURCE_GLOBS,
    /** {@code def_int}, {@code def_hex}, {@code def_string}. */
    TYPED_DEFAULTS,
    /** {@code configdefault NAME}: adds defaults to a symbol that is defined elsewhere. */
    CONFIG_DEFAULT,
    /** {@code choice NAME} and {@code optional} choices; tristate choices. */
    CLASSIC_CHOICES,
    /** {@code m} in {@code visible if} means {@code m && MODULES}, as everywhere else. */
    MODULES_IN_VISIBILITY,
    /** A minimal file keeps the pick of an optional choice of which a file names only some members. */
    KEEPS_OPEN_CHOICES,
    /** Sourcing a file twice is an error. */
    NO_REPEATED_INCLUSION,

    // --- evaluation
    /** {@code n < m < y} in comparisons; else they compare as text. */
    ORDERED_TRISTATES,
    /** An int or hex symbol without any value is {@code 0} or {@code 0x0}; else empty. */
    ZERO_NUMBERS,
    /** A value out of range becomes the text of the bound as written; else the bound formatted anew. */
    BOUND_TEXT,
    /** A number in a file that is out of range is forgotten; else it is clamped. */
    FORGETS_OUT_OF_RANGE,
    /** A symbol that is invisible and n by an active default is written; else it is left out. */
    WRITES_DEFAULT_N,
    /** What is implied to y cannot be m, and dependencies that are not n do not cap what is implied. */
    STRONG_IMPLY,
    /** A symbol selected to y whose dependencies are only m is reported; else only when they are n. */
    STRICT_UNMET,

    // --- files
    /** {@code # end of MENU} closes a menu in configuration files. */
    END_OF_MENU,
    /** Writes {@code auto.conf}, {@code autoconf.h} and {@code rustc_cfg}, and one file for each symbol. */
    SYNCED_FILES,
    /** The list of new symbols has their names only, without values and without members of choices. */
    BARE_NEW_LIST,
    /** {@code auto.conf} quotes strings. */
    QUOTED_AUTO_CONF,
    /** A configuration file whose text would not change is left alone; else it is always written anew. */
    KEEPS_UNCHANGED_FILE,
    /** Whatever is no assignment is reported with its text, and {@code is not set} must end the line. */
    STRICT_READER
}
