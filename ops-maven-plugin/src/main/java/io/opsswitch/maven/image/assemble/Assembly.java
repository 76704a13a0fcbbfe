/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.assemble;

import io.opsswitch.maven.image.BuildState;
import io.opsswitch.maven.image.ImageAssembler;
import io.opsswitch.maven.image.ImageContents;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.ImageJar;
import io.opsswitch.maven.image.ImagePlan;
import io.opsswitch.maven.image.Output;
import io.opsswitch.maven.image.ProductFile;
import io.opsswitch.maven.image.bom.CycloneDx;
import io.opsswitch.maven.image.bom.LicenceList;
import io.opsswitch.maven.image.bom.SizeReport;
import io.opsswitch.maven.image.format.Digests;
import io.opsswitch.maven.image.format.Format;
import io.opsswitch.maven.image.format.Packing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Assembles one image and packs it.
 *
 * @param jars the jars of the image
 * @param product the product's own files
 * @param staging the folder with what earlier goals made
 * @param coordinates the product's coordinates
 * @param formats how to pack the image
 * @param buildDirectory where everything goes
 * @param tool the version of what makes the files; another one makes them anew
 */
public record Assembly(
        List<ImageJar> jars,
        List<ProductFile> product,
        Path staging,
        ImagePlan.Coordinates coordinates,
        Set<Format> formats,
        Path buildDirectory,
        String tool) {

    private static final String SCHEMAS = "share/openvswitch";
    private static final String WINDOWS = "windows-";

    /**
     * What was made.
     *
     * @param archives the file or folder of each format
     * @param written whether the archives were made now; otherwise they were up to date
     * @param bom the bill of materials
     * @param schemas the archive of the pruned schemas, empty when the product has no database
     * @param sizes how much each feature weighs
     */
    public record Result(Map<Format, Path> archives, boolean written, Path bom, List<Path> schemas, SizeReport sizes) {}

    /**
     * Assemble and pack.
     *
     * @param packing how the image is called and where it lies; its files are those that this finds
     */
    public Result run(Packing packing) throws IOException, ImageException {
        ImageAssembler assembler = new ImageAssembler(packing.root());
        for (ImageJar jar : jars) {
            assembler.addJar(jar.file(), jar.name());
        }
        for (ProductFile file : product) {
            assembler.addFile(file);
        }
        assembler.addFolder(staging);
        assembler.addBytes(
                LicenceList.FILE, LicenceList.text(jars).getBytes(StandardCharsets.UTF_8), "the list of licences");
        for (Map.Entry<String, byte[]> legal : LicenceList.files(jars).entrySet()) {
            assembler.addBytes(legal.getKey(), legal.getValue(), "the licence files of the jars");
        }
        Packing whole = laidOut(packing.withFiles(assembler.write()));

        SizeReport sizes = new SizeReport(ImageContents.of(jars, product));
        Path base = buildDirectory.resolve(whole.top() + "-" + whole.version());
        Path bom = sibling(base, "-cyclonedx.json");
        Output.write(bom, CycloneDx.write(coordinates, whole.platform(), jars));
        Output.write(sibling(base, "-size.json"), sizes.json());
        return pack(whole, bom, sibling(base, "-schemas.zip"), sizes);
    }

    /** All formats of an image for Windows have the files that its folder there has. */
    private Packing laidOut(Packing packing) throws IOException, ImageException {
        if (!packing.machine().startsWith(WINDOWS)) {
            return packing;
        }
        Path folder = Format.FOLDER.target(buildDirectory, packing);
        Format.FOLDER.write(packing, folder);
        return packing.withRoot(folder, ImageAssembler.filesIn(folder));
    }

    private static Path sibling(Path base, String suffix) {
        return base.resolveSibling(base.getFileName() + suffix);
    }

    private Result pack(Packing packing, Path bom, Path schemaArchive, SizeReport sizes)
            throws IOException, ImageException {
        Map<Format, Path> archives = new EnumMap<>(Format.class);
        for (Format format : formats) {
            archives.put(format, format.target(buildDirectory, packing));
        }
        Map<String, Path> schemas = packing.below(SCHEMAS);
        List<Path> outputs = new ArrayList<>(archives.values());
        if (!schemas.isEmpty()) {
            outputs.add(schemaArchive);
        } else {
            Files.deleteIfExists(schemaArchive);
        }
        BuildState state = new BuildState(buildDirectory, packing.platform(), "assemble");
        String digest = digest(packing);
        boolean current = state.isCurrent(digest, outputs);
        if (!current) {
            for (Map.Entry<Format, Path> archive : archives.entrySet()) {
                archive.getKey().write(packing, archive.getValue());
            }
            if (!schemas.isEmpty()) {
                packing.zip(schemas, schemaArchive);
            }
            state.record(digest, outputs, List.of());
        }
        return new Result(archives, !current, bom, schemas.isEmpty() ? List.of() : List.of(schemaArchive), sizes);
    }

    private String digest(Packing packing) throws IOException {
        StringBuilder inputs = new StringBuilder();
        for (Object parameter : new Object[] {
            tool,
            formats,
            packing.top(),
            packing.timestamp(),
            packing.platform(),
            packing.product(),
            packing.version(),
            packing.about(),
            packing.maintainer(),
            packing.machine(),
            packing.start(),
            packing.msi()
        }) {
            inputs.append(parameter).append('\n');
        }
        List<Path> others = new ArrayList<>();
        Optional.ofNullable(packing.base()).ifPresent(others::add);
        Optional.ofNullable(packing.msi().signing()).ifPresent(signing -> others.addAll(signing.files()));
        for (Path other : others) {
            if (Files.isRegularFile(other)) {
                inputs.append(Digests.sha256(other)).append('\n');
            }
        }
        for (Path file : packing.files()) {
            inputs.append(packing.root().relativize(file))
                    .append(' ')
                    .append(Digests.sha256(file))
                    .append('\n');
        }
        return Digests.sha256(inputs.toString().getBytes(StandardCharsets.UTF_8));
    }
}
