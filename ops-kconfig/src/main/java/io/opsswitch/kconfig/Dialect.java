/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static io.opsswitch.kconfig.Feature.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which Kconfig a tree is written in: a named set of independent {@link Feature switches}.
 *
 * <p>The presets describe tools and trees as they are; {@link #with} and {@link #without} make any other mixture.
 *
 * @param name what {@link #byName} finds it under
 * @param features the switches that are on
 * @param hashBuckets the number of buckets of the C tool's symbol table, which orders {@code auto.conf}
 */
public record Dialect(String name, Set<Feature> features, int hashBuckets) {

    private static final int NEW_BUCKETS = 16384;
    private static final int OLD_BUCKETS = 9973;

    /** Linux 6.12. */
    public static final Dialect LINUX_6_12 = of(
            "linux-6.12",
            NEW_BUCKETS,
            MACROS,
            IMPLY,
            MODULES_KEYWORD,
            ORDERED_TRISTATES,
            TYPED_CONSTANTS,
            ZERO_NUMBERS,
            BOUND_TEXT,
            STRICT_UNMET,
            END_OF_MENU,
            SYNCED_FILES,
            AUTOCONFIG_VARIABLE,
            KEEPS_UNCHANGED_FILE,
            STRICT_READER);

    /** Linux as it is now: 6.12 with {@code transitional}, conditional dependencies and single inclusion. */
    public static final Dialect LINUX = LINUX_6_12
            .with(TRANSITIONAL, CONDITIONAL_DEPENDS, NO_REPEATED_INCLUSION)
            .named("linux");

    /** Linux 6.1: choices may still be named, optional and tristate. */
    public static final Dialect LINUX_6_1 = of(
            "linux-6.1",
            OLD_BUCKETS,
            MACROS,
            IMPLY,
            MODULES_KEYWORD,
            CLASSIC_CHOICES,
            ORDERED_TRISTATES,
            TYPED_CONSTANTS,
            BOUND_TEXT,
            FORGETS_OUT_OF_RANGE,
            STRICT_UNMET,
            END_OF_MENU,
            SYNCED_FILES,
            KEEPS_UNCHANGED_FILE,
            STRICT_READER);

    /** U-Boot, whose tool is that of Linux 4.20. */
    public static final Dialect U_BOOT = of(
            "u-boot",
            OLD_BUCKETS,
            MACROS,
            UNQUOTED_TEXT,
            CONTEXTUAL_KEYWORDS,
            DASHED_HELP,
            BOOLEAN_KEYWORD,
            IMPLY,
            STRONG_IMPLY,
            OPTIONS,
            CLASSIC_CHOICES,
            ORDERED_TRISTATES,
            FORGETS_OUT_OF_RANGE,
            SPLIT_CONFIG,
            QUOTED_AUTO_CONF,
            STRICT_UNMET,
            RAW_STRINGS,
            PROMPT_FIRST_HELP,
            PLAIN_BOOLS);

    /** Buildroot, whose tool is that of Linux 4.17: no macros yet. */
    public static final Dialect BUILDROOT = of(
            "buildroot",
            OLD_BUCKETS,
            DOLLAR_VARIABLES,
            UNQUOTED_TEXT,
            CONTEXTUAL_KEYWORDS,
            DASHED_HELP,
            BOOLEAN_KEYWORD,
            IMPLY,
            STRONG_IMPLY,
            OPTIONS,
            CLASSIC_CHOICES,
            ORDERED_TRISTATES,
            FORGETS_OUT_OF_RANGE,
            SPLIT_CONFIG,
            QUOTED_AUTO_CONF,
            STRICT_UNMET,
            UNAME_RELEASE,
            SYNC_KEEPS_CONFIG,
            BR2_CONFIG,
            PROMPT_FIRST_HELP,
            PLAIN_BOOLS);

    /** kconfig-frontends 4.11, the tool of OpenSwitch and of many small projects. */
    public static final Dialect KCONFIG_FRONTENDS = of(
            "kconfig-frontends",
            OLD_BUCKETS,
            DOLLAR_VARIABLES,
            UNQUOTED_TEXT,
            CONTEXTUAL_KEYWORDS,
            DASHED_HELP,
            BOOLEAN_KEYWORD,
            IMPLY,
            STRONG_IMPLY,
            OPTIONS,
            CLASSIC_CHOICES,
            FORGETS_OUT_OF_RANGE,
            WRITES_DEFAULT_N,
            STICKY_MEMBERS,
            BARE_NEW_LIST,
            SPLIT_CONFIG,
            QUOTED_AUTO_CONF,
            UNAME_RELEASE,
            SYNC_KEEPS_CONFIG,
            SILENTOLDCONFIG,
            PROMPT_FIRST_HELP,
            PLAIN_BOOLS,
            OLD_WORDS);

    /** Kconfiglib 14, which accepts old and new forms side by side. */
    public static final Dialect KCONFIGLIB = of(
            "kconfiglib",
            OLD_BUCKETS,
            MACROS,
            DOLLAR_VARIABLES,
            FREE_LAYOUT,
            MODULES_IN_VISIBILITY,
            KEEPS_OPEN_CHOICES,
            FORGETS_OUT_OF_RANGE,
            DASHED_HELP,
            BOOLEAN_KEYWORD,
            IMPLY,
            OPTIONS,
            MODULES_KEYWORD,
            SOURCE_VARIANTS,
            SOURCE_GLOBS,
            TYPED_DEFAULTS,
            UNAME_RELEASE,
            CLASSIC_CHOICES,
            ORDERED_TRISTATES,
            TYPED_CONSTANTS,
            STRICT_UNMET,
            END_OF_MENU,
            KEEPS_UNCHANGED_FILE,
            STRICT_READER);

    /** Zephyr: Kconfiglib's language with {@code configdefault}. */
    public static final Dialect ZEPHYR = KCONFIGLIB.with(CONFIG_DEFAULT).named("zephyr");

    private static final List<Dialect> PRESETS =
            List.of(LINUX, LINUX_6_12, LINUX_6_1, U_BOOT, BUILDROOT, KCONFIG_FRONTENDS, KCONFIGLIB, ZEPHYR);

    public Dialect {
        features = Set.copyOf(features);
        if (hashBuckets < 1) {
            throw new IllegalArgumentException("hashBuckets must be positive, is " + hashBuckets);
        }
    }

    /** Return all presets. */
    public static List<Dialect> presets() {
        return PRESETS;
    }

    /**
     * Find a preset.
     *
     * @throws IllegalArgumentException when there is none of that name; the message lists those there are
     */
    public static Dialect byName(String name) {
        for (Dialect preset : PRESETS) {
            if (preset.name.equals(name)) {
                return preset;
            }
        }
        throw new IllegalArgumentException("unknown Kconfig dialect \"" + name + "\", perhaps you should use one of "
                + String.join(", ", PRESETS.stream().map(Dialect::name).toList()));
    }

    /** Tell whether a switch is on. */
    public boolean has(Feature feature) {
        return features.contains(feature);
    }

    /** Return this dialect with more switches on. */
    public Dialect with(Feature... more) {
        EnumSet<Feature> all = copy();
        all.addAll(List.of(more));
        return new Dialect(name, all, hashBuckets);
    }

    /** Return this dialect with some switches off. */
    public Dialect without(Feature... fewer) {
        EnumSet<Feature> all = copy();
        List.of(fewer).forEach(all::remove);
        return new Dialect(name, all, hashBuckets);
    }

    /** Return this dialect under another name. */
    public Dialect named(String otherName) {
        return new Dialect(otherName, features, hashBuckets);
    }

    private EnumSet<Feature> copy() {
        EnumSet<Feature> all = EnumSet.noneOf(Feature.class);
        all.addAll(features);
        return all;
    }

    private static Dialect of(String name, int hashBuckets, Feature... features) {
        return new Dialect(name, Set.of(features), hashBuckets);
    }
}
