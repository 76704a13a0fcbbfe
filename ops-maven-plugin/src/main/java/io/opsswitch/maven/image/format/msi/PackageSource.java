/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import io.opsswitch.maven.image.ImageException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Writes the source of a package for {@code wixl}: folders, files, and the components that rows of other tables belong to. Each
 * file is a component of its own, so that versions of the product may differ in any of them.
 */
final class PackageSource {

    /** The component of what concerns the product as a whole. */
    static final String PRODUCT = "component_product";

    /** The component that makes the folder of the data. */
    static final String DATA = "component_data";

    /** The folder of the data, below the one that all users share. */
    static final String DATA_FOLDER = "openvswitch";

    private static final String NAMESPACE = "http://schemas.microsoft.com/wix/2006/wi";

    private final MsiProduct product;
    private final UUID upgradeCode;
    private final Map<String, String> sources;
    private final List<Service> services;
    private final List<String> components = new ArrayList<>();
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter out;

    private PackageSource(MsiProduct product, Map<String, String> sources, List<Service> services)
            throws ImageException, XMLStreamException {
        this.product = product;
        this.upgradeCode = product.upgradeCode();
        this.sources = sources;
        this.services = services;
        this.out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    }

    /**
     * Return the source.
     *
     * @param sources where the package's files lie, by their names in the image
     */
    static String write(MsiProduct product, Map<String, String> sources, List<Service> services) throws ImageException {
        try {
            PackageSource source = new PackageSource(product, sources, services);
            source.writeAll();
            return source.text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("texts can always be written to", e);
        }
    }

    /** Return the key of the component with what procrun is to know of a service. */
    static String parameters(Service service) {
        return Keys.component("parameters of " + service.name());
    }

    private void writeAll() throws XMLStreamException, ImageException {
        out.writeStartDocument("UTF-8", "1.0");
        start("Wix", "xmlns", NAMESPACE);
        start(
                "Product",
                // Another table of properties takes the place of these; a random code would leave its traces, and wixl
                // crashes on letters that are not Western.
                "Id",
                upgradeCode.toString(),
                "Name",
                "image",
                "Language",
                "1033",
                "Version",
                product.number(),
                "Manufacturer",
                "image",
                "UpgradeCode",
                upgradeCode.toString());
        empty("Package", "InstallerVersion", "500", "Compressed", "yes", "InstallScope", "perMachine");
        empty("Media", "Id", "1", "Cabinet", "image.cab", "EmbedCab", "yes");
        start("Directory", "Id", "TARGETDIR", "Name", "SourceDir");
        start("Directory", "Id", "ProgramFiles64Folder", "Name", "PFiles");
        writeTree(FileTree.of(sources), ShortNames.ofOne(product.artifact()));
        out.writeEndElement();
        if (!services.isEmpty()) {
            writeDataFolder();
        }
        out.writeEndElement();
        start("Feature", "Id", "Complete", "Level", "1");
        for (String component : components) {
            empty("ComponentRef", "Id", component);
        }
        out.writeEndDocument();
    }

    private void writeTree(FileTree folder, String name) throws XMLStreamException {
        start("Directory", "Id", folder.key(), "Name", name);
        ShortNames names = folder.tableNames();
        for (Map.Entry<String, FileTree.Item> file : folder.files().entrySet()) {
            FileTree.Item item = file.getValue();
            startComponent(Keys.component(item.name()), item.name(), true);
            empty(
                    "File",
                    "Id",
                    Keys.file(item.name()),
                    "Name",
                    names.get(file.getKey()),
                    "Source",
                    item.source(),
                    "KeyPath",
                    "yes");
            out.writeEndElement();
        }
        if (folder.key().equals(Formatted.HOME)) {
            startComponent(PRODUCT, PRODUCT, true);
            out.writeEndElement();
        }
        for (Map.Entry<String, FileTree> inner : folder.folders().entrySet()) {
            writeTree(inner.getValue(), names.get(inner.getKey()));
        }
        out.writeEndElement();
    }

    private void writeDataFolder() throws XMLStreamException {
        start("Directory", "Id", "CommonAppDataFolder", "Name", "AppData");
        start("Directory", "Id", Formatted.DATA, "Name", ShortNames.ofOne(DATA_FOLDER));
        startComponent(DATA, DATA, true);
        empty("CreateFolder");
        out.writeEndElement();
        for (Service service : services) {
            // Procrun has 64 bits, but looks for this where programs of 32 bits do; so it is not below the folder of
            // programs of 64 bits.
            startComponent(parameters(service), parameters(service), false);
            out.writeEndElement();
        }
        out.writeEndElement();
        out.writeEndElement();
    }

    private void startComponent(String key, String name, boolean wide) throws XMLStreamException {
        components.add(key);
        String code = Keys.code(upgradeCode, name).toString();
        start("Component", "Id", key, "Guid", code, "Win64", wide ? "yes" : "no");
    }

    private void start(String element, String... attributes) throws XMLStreamException {
        out.writeStartElement(element);
        writeAttributes(attributes);
    }

    private void empty(String element, String... attributes) throws XMLStreamException {
        out.writeEmptyElement(element);
        writeAttributes(attributes);
    }

    private void writeAttributes(String... attributes) throws XMLStreamException {
        for (int i = 0; i < attributes.length; i += 2) {
            out.writeAttribute(attributes[i], attributes[i + 1]);
        }
    }
}
