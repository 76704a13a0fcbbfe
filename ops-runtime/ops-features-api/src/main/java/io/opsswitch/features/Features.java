/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features;

import io.opsswitch.features.manifest.ManifestFile;
import io.opsswitch.features.manifest.ManifestLookup;
import io.opsswitch.features.manifest.Selection;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The enabled features and the key-values of one image.
 *
 * <p>Three files of an image tell them: {@code manifest.json} (everything, also what is off), {@code .ops-config} (the
 * configuration as Kconfig writes it, with the prefix {@code OPS_CONFIG_}) and {@code image_features} (the names of the
 * enabled features, nothing else). A build writes the first one early, as {@code target/ops-manifest.json}, for its tests.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Features {

    /** The prefix of every symbol in the configuration file of an image. */
    public static final String PREFIX = ManifestFile.PREFIX;

    private final Selection selection;
    private final boolean restricted;

    private Features(Selection selection, boolean restricted) {
        this.selection = selection;
        this.restricted = restricted;
    }

    /**
     * Return a view in which every feature is enabled and no key-value is set, for programs that run outside an image
     * (tests, embedding).
     */
    public static Features unrestricted() {
        return new Features(Selection.ofNames("this program, which runs outside an image", Set.of()), false);
    }

    /** Return the features with exactly these names enabled and no key-value set. */
    public static Features of(String... symbols) {
        return new Features(Selection.ofNames("a list of features", Set.of(symbols)), true);
    }

    /**
     * Read a file that tells what is in an image: {@code manifest.json}, {@code .ops-config} or {@code image_features},
     * recognised by its contents; or a folder with such a file, which may be the image's own.
     *
     * @throws NoSuchFileException if there is no such file
     * @throws IOException if the file cannot be read or is none of the three; the message names file and line
     */
    public static Features read(Path file) throws IOException {
        return new Features(ManifestFile.read(file), true);
    }

    /**
     * Read what this program is part of, or, in a test, what was built. The first of these that there is:
     *
     * <ol>
     *   <li>the file or folder that the system property {@code ops.manifest} names,
     *   <li>the image that this program runs in, which its launcher names in the system property {@code ops.home},
     *   <li>the file or folder that the environment variable {@code OPS_MANIFEST} names,
     *   <li>{@code target/ops-manifest.json} in the working directory, as a build's {@code ops:configure} writes it,
     *   <li>the image that the environment variable {@code OPS_HOME} names.
     * </ol>
     *
     * <p>Reads the file each time; keep the result.
     *
     * @throws NoSuchFileException if there is none; the message says where it was looked for and what to do
     * @throws IOException if the one found cannot be read or is no manifest
     */
    public static Features current() throws IOException {
        return read(ManifestLookup.ofThisProcess().find());
    }

    /** Return whether the feature of this symbol is in the image. */
    public boolean isEnabled(String symbol) {
        return !restricted || selection.enabled().contains(symbol);
    }

    /**
     * Return whether the file says anything about this symbol: on, off, or a value. What a file does not mention does not
     * exist if the file {@link #listsAll() lists all} symbols.
     */
    public boolean knows(String symbol) {
        return selection.enabled().contains(symbol)
                || selection.disabled().contains(symbol)
                || selection.keyValues().containsKey(symbol);
    }

    /** Return whether the file mentions every symbol of its tree: only {@code manifest.json} does. */
    public boolean listsAll() {
        return selection.complete();
    }

    /** Return the names of the enabled features in alphabetical order; empty for {@link #unrestricted()}. */
    public Set<String> names() {
        return selection.enabled();
    }

    /** Return the symbols that the file says are off, in alphabetical order. */
    public Set<String> disabled() {
        return selection.disabled();
    }

    /** Return the key-values by symbol: strings without their quotes, numbers as they were written. */
    public Map<String, String> keyValues() {
        return selection.keyValues();
    }

    /** Return the platform of the image; empty where the file does not tell. */
    public String platform() {
        return selection.platform();
    }

    /** Return where this comes from, for messages: the name of a file. */
    public String source() {
        return selection.source();
    }

    /** Return the symbols whose names are nearly this one, for messages; the nearest first, a few at most. */
    public List<String> nearest(String symbol) {
        Collection<String> all = new TreeSet<>(selection.enabled());
        all.addAll(selection.disabled());
        all.addAll(selection.keyValues().keySet());
        return Nearest.to(symbol, all);
    }

    /**
     * Return a number. A hexadecimal one is a bit pattern, so that 0xffffffff is -1, as in the constants that the build
     * generates.
     *
     * @throws FeatureValueException if there is no such key-value, or it is no number of 32 bits
     */
    public int intValue(String symbol) {
        return (int) number(symbol, Integer.SIZE, "int");
    }

    /**
     * Return a number of up to 64 bits; a hexadecimal one is a bit pattern.
     *
     * @throws FeatureValueException if there is no such key-value, or it is no number of 64 bits
     */
    public long longValue(String symbol) {
        return number(symbol, Long.SIZE, "long");
    }

    /**
     * Return the value of a string, or the text of a number.
     *
     * @throws FeatureValueException if there is no such key-value
     */
    public String stringValue(String symbol) {
        String value = selection.keyValues().get(symbol);
        if (value != null) {
            return value;
        }
        throw new FeatureValueException(missing(symbol));
    }

    private long number(String symbol, int bits, String type) {
        String text = stringValue(symbol);
        Long value = NumberText.parse(text, bits);
        if (value != null) {
            return value;
        }
        boolean fitsLong = NumberText.parse(text, Long.SIZE) != null;
        throw new FeatureValueException(symbol + " is \"" + text + "\" in " + source() + ", which is no " + type
                + "; perhaps you should read it with " + (fitsLong ? "longValue" : "stringValue")
                + ", or correct the value");
    }

    private String missing(String symbol) {
        String where = " in " + source();
        if (selection.enabled().contains(symbol)) {
            return symbol + " is a feature" + where + ", it has no value; perhaps you should ask isEnabled";
        }
        if (selection.disabled().contains(symbol)) {
            return symbol + " is off" + where + "; perhaps you should ask knows() or isEnabled() of what it depends on";
        }
        @Nullable String meant = nearest(symbol).stream().findFirst().orElse(null);
        return "there is no " + symbol + where
                + (meant == null
                        ? "; perhaps you should check its name in the Kconfig tree"
                        : "; perhaps you mean " + meant);
    }

    /** Return platform and source, for logs. */
    @Override
    public String toString() {
        return platform().isEmpty() ? source() : "platform " + platform() + " (" + source() + ")";
    }
}
