/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import io.opsswitch.maven.image.ImageException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Makes the package of a product out of a folder as Windows wants it: {@code wixl} packs its files, {@code msibuild} adds the
 * tables, and {@code osslsigncode} signs it if it is to be signed.
 */
public final class MsiPackage {

    private static final String SOURCE = "package.wxs";
    private static final String PACKAGE = "package.msi";
    private static final String SIGNED = "signed.msi";

    private final MsiProduct product;
    private final Path work;
    private final Map<String, Path> files = new TreeMap<>();
    private final List<Service> services = new ArrayList<>();
    private final List<ProcrunSetting> settings = new ArrayList<>();

    private MsiPackage(MsiProduct product, Path work) {
        this.product = product;
        this.work = work;
    }

    /**
     * Write the package.
     *
     * @param entries the files by their names in the image
     * @param content a digest of names and files
     * @param work an empty folder for files on the way, on the same disk as the target
     * @throws ImageException if a program is missing, the version cannot be one of Windows Installer, the description of a
     *     service is wrong, or the package cannot be signed as asked
     */
    public static void write(MsiProduct product, Map<String, Path> entries, String content, Path work, Path target)
            throws IOException, ImageException {
        MsiPackage made = new MsiPackage(product, work);
        made.check();
        made.collect(entries);
        Path whole = made.build(content);
        Files.move(whole, target, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Find fault before the long work begins. */
    private void check() throws IOException, ImageException {
        Tool.WIXL.require();
        Tool.MSIBUILD.require();
        product.number();
        product.upgradeCode();
        Signing signing = product.settings().signing();
        if (signing != null) {
            Tool.OSSLSIGNCODE.require();
            Certificates.read(signing).check();
        }
    }

    private void collect(Map<String, Path> entries) throws IOException, ImageException {
        files.putAll(entries);
        CharsetEncoder western = Charset.forName("windows-1252").newEncoder();
        for (Map.Entry<String, Path> entry : entries.entrySet()) {
            if (!western.canEncode(entry.getKey())) {
                throw new ImageException("wixl cannot pack a file of the name " + entry.getKey()
                        + "; perhaps you should rename it in the image, in Western letters");
            }
            if (Service.isDescription(entry.getKey())) {
                services.add(Service.read(entry.getKey(), entry.getValue()));
            }
        }
        if (services.isEmpty()) {
            return;
        }
        Path program = entries.get(Service.PROGRAM);
        if (program == null) {
            throw new ImageException("the image describes services in " + Service.FOLDER + ", but has no "
                    + Service.PROGRAM + " to run them; perhaps you should add Apache's commons-daemon to it");
        }
        Path told = entries.get(ProcrunSetting.FILE);
        if (told == null) {
            throw new ImageException("the image describes services in " + Service.FOLDER + ", but has no "
                    + ProcrunSetting.FILE + " with what " + Service.PROGRAM + " is told of them; perhaps you should add"
                    + " ops-windows-host to it");
        }
        settings.addAll(ProcrunSetting.read(told));
        for (Service service : services) {
            // Not among the programs on the PATH, where it would come before the one of its name.
            if (files.putIfAbsent(service.program(), program) != null) {
                throw new ImageException("the image has the file " + service.program()
                        + ", where the package puts the program of the service " + service.name());
            }
        }
    }

    private Path build(String content) throws IOException, ImageException {
        Map<String, String> sources = new TreeMap<>();
        long bytes = 0;
        for (Map.Entry<String, Path> file : files.entrySet()) {
            // Names without any sign that wixl would take for one of its own.
            Path copy = Files.copy(file.getValue(), work.resolve("file" + sources.size()));
            Files.setLastModifiedTime(copy, FileTime.from(Summary.time(product)));
            sources.put(file.getKey(), copy.getFileName().toString());
            bytes += Files.size(copy);
        }
        List<Table> tables =
                new ArrayList<>(new MsiTables(product, files.keySet(), services, settings, bytes, content).all());
        String source = PackageSource.write(product, sources, services);
        StringBuilder all = new StringBuilder(content).append(source);
        tables.forEach(table -> all.append(table.text()));
        int codePage = Summary.codePage(all.toString());
        all.append(Summary.time(product));
        UUID packageCode = Guids.of(product.upgradeCode(), "package " + all);
        tables.add(Summary.of(product, packageCode, codePage));

        Files.writeString(work.resolve(SOURCE), source);
        Tool.WIXL.runWell(work, List.of("-a", "x64", "-o", PACKAGE, SOURCE));
        Tool.MSIBUILD.runWell(work, importing(tables, codePage));
        Signing signing = product.settings().signing();
        if (signing == null) {
            return work.resolve(PACKAGE);
        }
        new Signer(signing, product, work).sign(PACKAGE, SIGNED);
        return work.resolve(SIGNED);
    }

    private List<String> importing(List<Table> tables, int codePage) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(PACKAGE, "-i"));
        Path pages = work.resolve("_ForceCodepage.idt");
        Files.writeString(pages, "\r\n\r\n" + codePage + "\t_ForceCodepage\r\n");
        arguments.add(pages.getFileName().toString());
        for (Table table : tables) {
            String name = table.name() + ".idt";
            Files.write(work.resolve(name), table.text().getBytes(StandardCharsets.UTF_8));
            arguments.add(name);
        }
        return arguments;
    }
}
