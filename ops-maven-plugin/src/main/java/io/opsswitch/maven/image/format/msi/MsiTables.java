/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import io.opsswitch.maven.image.ImageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * The tables that {@code msibuild} adds to a package of files, as Windows Installer's documentation describes them.
 *
 * @param files the files of the package
 * @param settings what procrun is told of each service
 * @param bytes how much they take
 * @param content a digest of the files
 */
record MsiTables(
        MsiProduct product,
        Set<String> files,
        List<Service> services,
        List<ProcrunSetting> settings,
        long bytes,
        String content) {

    /** The list of the licences in the image. */
    static final String LICENCES = "share/ops/licences.txt";

    /** The property by which users have the data removed. */
    static final String REMOVE_DATA = "REMOVEDATA";

    /** The property by which users have services installed but not started. */
    static final String START_SERVICES = "STARTSERVICES";

    private static final String OLDER = "OLDERVERSION";
    private static final String NEWER = "NEWERVERSION";
    private static final int KIBIBYTE = 1024;
    private static final int MIGRATE_AND_INCLUDE_THIS = 0x201;
    private static final int DETECT_ONLY = 0x2;

    /** Return all tables that have rows; that of the package's summary is not among them. */
    List<Table> all() throws ImageException {
        Table search = new Table("AppSearch", 2, "Property s72", "Signature_ s72");
        Table locators = new Table("RegLocator", 1, "Signature_ s72", "Root i2", "Key s255", "Name S255", "Type I2");
        Choice.of(services).forEach(choice -> choice.locate(search, locators, rememberingKey()));
        Sequence sequence = new Sequence(files.contains(LICENCES), services);
        List<Table> tables = new ArrayList<>(List.of(
                properties(),
                upgrade(),
                launchConditions(),
                search,
                locators,
                registry(),
                environment(),
                ServiceTables.install(services),
                ServiceTables.control(services),
                sequence.customActions(),
                sequence.beforehand(),
                sequence.execution()));
        tables.removeIf(Table::isEmpty);
        return tables;
    }

    private UUID productCode() throws ImageException {
        // A snapshot is another product than the one before it, or Windows Installer would not put it in its place.
        String name = "product " + product.version() + (product.isSnapshot() ? " " + content : "");
        return Guids.of(product.upgradeCode(), name);
    }

    private Table properties() throws ImageException {
        Table table = new Table("Property", 1, "Property s72", "Value l0");
        table.row("ALLUSERS", 1);
        table.row("ARPCOMMENTS", product.about());
        if (!product.settings().url().isEmpty()) {
            table.row("ARPHELPLINK", product.settings().url());
            table.row("ARPURLINFOABOUT", product.settings().url());
        }
        table.row("ARPNOMODIFY", 1);
        table.row("ARPSIZE", (bytes + KIBIBYTE - 1) / KIBIBYTE);
        table.row("Manufacturer", product.publisher());
        table.row("ProductCode", Guids.text(productCode()));
        table.row("ProductLanguage", 1033);
        table.row("ProductName", product.name());
        table.row("ProductVersion", product.number());
        // Costs are counted while the earlier version is there: a newer file of that would stop ours, and then go with
        // it.
        table.row("REINSTALLMODE", "amus");
        table.row(START_SERVICES, 1);
        List<String> fromUsers = new ArrayList<>(List.of(NEWER, OLDER, REMOVE_DATA, START_SERVICES));
        for (Choice choice : Choice.of(services)) {
            fromUsers.add(choice.property());
            fromUsers.add(choice.remembered());
        }
        table.row("SecureCustomProperties", String.join(";", fromUsers));
        table.row("UpgradeCode", Guids.text(product.upgradeCode()));
        return table;
    }

    private Table upgrade() throws ImageException {
        Table table = new Table(
                "Upgrade",
                5,
                "UpgradeCode s38",
                "VersionMin S20",
                "VersionMax S20",
                "Language S255",
                "Attributes i4",
                "Remove S255",
                "ActionProperty s72");
        String code = Guids.text(product.upgradeCode());
        table.row(code, "", product.number(), "", MIGRATE_AND_INCLUDE_THIS, "", OLDER);
        table.row(code, product.number(), "", "", DETECT_ONLY, "", NEWER);
        return table;
    }

    private Table launchConditions() throws ImageException {
        Table table = new Table("LaunchCondition", 1, "Condition s255", "Description l255");
        table.row(
                "Installed OR NOT " + NEWER,
                Formatted.plain("A newer version of " + product.name() + " than " + product.number()
                        + " is installed already. To go back to this one, remove the newer one first."));
        return table;
    }

    private String rememberingKey() {
        return "SOFTWARE\\" + product.name();
    }

    private Table registry() throws ImageException {
        Table table = new Table(
                "Registry", 1, "Registry s72", "Root i2", "Key l255", "Name L255", "Value L0", "Component_ s72");
        Choice.of(services).forEach(choice -> choice.remember(table, rememberingKey()));
        ServiceTables.addParameters(table, services, settings);
        return table;
    }

    private Table environment() {
        Table table = new Table("Environment", 1, "Environment s72", "Name l255", "Value L255", "Component_ s72");
        if (files.stream().anyMatch(name -> name.startsWith("bin/"))) {
            // Of the system (*); taken away with the product (-).
            table.row("path", "=-*PATH", "[~];[" + Formatted.HOME + "]bin", PackageSource.PRODUCT);
        }
        return table;
    }
}
