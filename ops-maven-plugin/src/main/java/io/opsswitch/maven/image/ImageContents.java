/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an image holds, and why. Immutable; the parts are in the order of their names.
 *
 * <p>What the goals of the build write themselves (schemas, manifest) is no part, because nothing brought it.
 *
 * @param parts the files
 */
public record ImageContents(List<Part> parts) {

    /**
     * One file of an image.
     *
     * @param file its name in the image, such as {@code lib/x.jar}
     * @param artifact what it is or comes from; null for a file of the product itself
     * @param bytes its size
     * @param symbols the enabled features that brought it; empty: part of every image
     * @param licences names or SPDX ids of its licences as the POM has them; empty if unknown
     */
    public record Part(
            String file,
            ImagePlan.@Nullable Coordinates artifact,
            long bytes,
            Set<String> symbols,
            List<String> licences) {
        /** Copy the collections. */
        public Part {
            symbols = Collections.unmodifiableSet(new LinkedHashSet<>(symbols));
            licences = List.copyOf(licences);
        }
    }

    /** Copy the parts. */
    public ImageContents {
        parts = List.copyOf(parts);
    }

    /**
     * Look into jars, and list what they bring beside the product's own files.
     *
     * @param jars all that go into the image
     * @param product the files of the product itself
     */
    public static ImageContents of(List<ImageJar> jars, List<ProductFile> product) throws IOException, ImageException {
        List<Part> parts = new ArrayList<>();
        for (ImageJar jar : jars) {
            add(jar, parts);
        }
        for (ProductFile file : product) {
            parts.add(new Part(file.name(), null, file.bytes(), Set.of(), List.of()));
        }
        parts.sort(Comparator.comparing(Part::file));
        return new ImageContents(parts);
    }

    private static void add(ImageJar jar, List<Part> parts) throws IOException, ImageException {
        try {
            parts.add(part("lib/" + jar.name(), jar, Files.size(jar.file())));
        } catch (NoSuchFileException e) {
            throw ImageAssembler.missing(jar.file(), e);
        }
        if (Files.isDirectory(jar.file())) {
            throw new ImageException(jar.file() + " is a folder, not yet a jar; perhaps you should run the build up to"
                    + " phase package");
        }
        try (JarFile file = new JarFile(jar.file().toFile(), false);
                Stream<JarEntry> entries = file.stream()) {
            entries.filter(ImageAssembler::isForImage)
                    .forEach(entry -> parts.add(part(ImageAssembler.nameInImage(entry), jar, entry.getSize())));
        }
    }

    private static Part part(String name, ImageJar jar, long bytes) {
        return new Part(name, jar.artifact(), bytes, jar.symbols(), jar.licences());
    }

    /** Return the size of all parts, in bytes. */
    public long bytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    /**
     * Return for each feature what the image would be smaller by if only that one were off, in bytes: the parts that no
     * other feature brought. A feature without such parts is not in the map.
     */
    public Map<String, Long> bytesOfOne() {
        Map<String, Long> sizes = new TreeMap<>();
        for (Part part : parts) {
            if (part.symbols().size() == 1) {
                sizes.merge(part.symbols().iterator().next(), part.bytes(), Long::sum);
            }
        }
        return sizes;
    }
}
