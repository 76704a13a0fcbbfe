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
    /** There is a symbol UNAME_RELEASE, the release of the running kernel, which is never written. */
    UNAME_RELEASE,

    // --- evaluation
    /** In conditions of symbols that are no tristates, {@code X != n} counts as {@code X}. */
    PLAIN_BOOLS,
    /** {@code n < m < y} in comparisons; else they compare as text. */
    ORDERED_TRISTATES,
    /** y, m and n are tristates wherever they are compared or printed; else they are names of no type. */
    TYPED_CONSTANTS,
    /** An int or hex symbol without any value is {@code 0} or {@code 0x0}; else empty. */
    ZERO_NUMBERS,
    /** A value out of range becomes the text of the bound as written; else the bound formatted anew. */
    BOUND_TEXT,
    /** A number in a file that is out of range is forgotten; else it is clamped. */
    FORGETS_OUT_OF_RANGE,
    /** A symbol that is invisible and n by an active default is written; else it is left out. */
    WRITES_DEFAULT_N,
    /** A member of a choice that was visible once is written, whatever becomes of it, until a file is read. */
    STICKY_MEMBERS,
    /** What is implied to y cannot be m, and dependencies that are not n do not cap what is implied. */
    STRONG_IMPLY,
    /** A symbol selected to y whose dependencies are only m is reported; else only when they are n. */
    STRICT_UNMET,

    // --- files
    /** {@code # end of MENU} closes a menu in configuration files. */
    END_OF_MENU,
    /** Writes {@code auto.conf}, {@code autoconf.h} and {@code rustc_cfg}, and one file for each symbol. */
    SYNCED_FILES,
    /** Only syncconfig writes files for a build: a {@code tristate.conf} too, and {@code foo/bar.h} for symbol FOO_BAR. */
    SPLIT_CONFIG,
    /** {@code auto.conf.cmd} names {@code auto.conf} by a variable, and the files in the order of reading. */
    AUTOCONFIG_VARIABLE,
    /** syncconfig leaves a configuration file alone that is as it should be; else it is written anew. */
    SYNC_KEEPS_CONFIG,
    /** The variable BR2_CONFIG names the configuration file, names have no prefix, and other files are beside it. */
    BR2_CONFIG,
    /** Strings in files are between quotes as they are, without escapes. */
    RAW_STRINGS,
    /** The list of new symbols has their names only, without values and without members of choices. */
    BARE_NEW_LIST,
    /** {@code auto.conf} quotes strings. */
    QUOTED_AUTO_CONF,
    /** A configuration file whose text would not change is left alone; else it is always written anew. */
    KEEPS_UNCHANGED_FILE,
    /** Whatever is no assignment is reported with its text, and {@code is not set} must end the line. */
    STRICT_READER,

    // --- questions
    /**
     * syncconfig is called silentoldconfig and asks only at a terminal, and oldconfig goes through all menus instead of
     * only those with something new.
     */
    SILENTOLDCONFIG,
    /** Help tells prompts first, and where a symbol is defined only once, at its end. */
    PROMPT_FIRST_HELP,
    /** Help and warnings say boolean for bool, and help lists what selects a symbol in one line; else by its value. */
    OLD_WORDS
}
