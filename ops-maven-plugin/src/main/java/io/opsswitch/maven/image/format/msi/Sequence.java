/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import java.util.List;

/**
 * What Windows Installer does, in which order. Standard actions stand at the places that its documentation gives them; an
 * earlier version goes after the beginning of what can be undone, so that it comes back if the new one cannot be installed.
 */
final class Sequence {

    /** Sets a property. */
    private static final int SET_PROPERTY = 51;

    /** Runs a program in a folder, as the system, at its place in the script; its status is only logged. */
    private static final int RUN_AS_SYSTEM = 34 | 0x40 | 0x400 | 0x800;

    private static final String FOLDER_TO_RUN_IN = "ProgramFiles64Folder";
    private static final String SYSTEM = "[System64Folder]";
    private static final String WITH_SERVICES = "VersionNT";

    /** Leaves it to procrun which JVM it takes. */
    private static final String ANY_JVM = "TakeAnyJvm";

    /** Starts a service again a second after each failure, which it forgets after a day. */
    private static final String RESTART = " reset= 86400 actions= restart/1000";

    /** Databases and sockets are for the system and administrators only: who can write them commands the switch. */
    private static final String OWNED = " /setowner *S-1-5-32-544 /T /Q";

    private static final String CLOSED =
            " /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F /grant:r *S-1-5-32-544:(OI)(CI)F /Q";

    private final boolean hasLicences;
    private final List<Service> services;

    Sequence(boolean hasLicences, List<Service> services) {
        this.hasLicences = hasLicences;
        this.services = services;
    }

    /** Return the actions of this package's own. */
    Table customActions() {
        Table table =
                new Table("CustomAction", 1, "Action s72", "Type i2", "Source S64", "Target S255", "ExtendedType I4");
        for (Choice choice : Choice.of(services)) {
            table.row(choice.action(), SET_PROPERTY, choice.property(), "[" + choice.remembered() + "]", "");
        }
        table.row("TellFolder", SET_PROPERTY, "ARPINSTALLLOCATION", "[INSTALLDIR]", "");
        if (hasLicences) {
            table.row(
                    "TellLicences",
                    SET_PROPERTY,
                    "ARPREADME",
                    "[INSTALLDIR]" + MsiTables.LICENCES.replace('/', '\\'),
                    "");
        }
        if (!services.isEmpty()) {
            table.row(ANY_JVM, SET_PROPERTY, Choice.JVM.property(), "auto", "");
            String data = "\"[CommonAppDataFolder]" + PackageSource.DATA_FOLDER + "\"";
            run(table, "RemoveData", "cmd.exe\" /c rd /s /q " + data + " & if exist " + data + " exit 1");
            run(table, "ProtectData", "cmd.exe\" /c icacls.exe " + data + OWNED + " & icacls.exe " + data + CLOSED);
        }
        for (Service service : services) {
            run(table, restart(service), "sc.exe\" failure " + service.name() + RESTART);
        }
        return table;
    }

    private static void run(Table table, String action, String command) {
        table.row(action, RUN_AS_SYSTEM, FOLDER_TO_RUN_IN, "\"" + SYSTEM + command, "");
    }

    private static String restart(Service service) {
        return "Restart_" + Keys.service(service);
    }

    /** Return what is done while people are asked, if they are. */
    Table beforehand() {
        Table table = table("InstallUISequence");
        addStart(table);
        table.row("MigrateFeatureStates", "", 1200);
        table.row("ExecuteAction", "", 1300);
        return table;
    }

    /** Return what installs and removes. */
    Table execution() {
        Table table = table("InstallExecuteSequence");
        addStart(table);
        table.row("TellFolder", "NOT Installed", 1010);
        if (hasLicences) {
            table.row("TellLicences", "NOT Installed", 1020);
        }
        table.row("MigrateFeatureStates", "", 1200);
        table.row("InstallValidate", "", 1400);
        table.row("InstallInitialize", "", 1500);
        table.row("RemoveExistingProducts", "", 1510);
        table.row("ProcessComponents", "", 1600);
        table.row("UnpublishFeatures", "", 1800);
        table.row("StopServices", WITH_SERVICES, 1900);
        table.row("DeleteServices", WITH_SERVICES, 2000);
        table.row("RemoveRegistryValues", "", 2600);
        table.row("RemoveEnvironmentStrings", "", 3300);
        table.row("RemoveFiles", "", 3500);
        if (!services.isEmpty()) {
            String wanted = "REMOVE=\"ALL\" AND NOT UPGRADINGPRODUCTCODE AND " + MsiTables.REMOVE_DATA + "=\"1\"";
            table.row("RemoveData", wanted, 3550);
        }
        table.row("RemoveFolders", "", 3600);
        table.row("CreateFolders", "", 3700);
        if (!services.isEmpty()) {
            table.row("ProtectData", "NOT REMOVE=\"ALL\"", 3710);
        }
        table.row("InstallFiles", "", 4000);
        table.row("WriteRegistryValues", "", 5000);
        table.row("WriteEnvironmentStrings", "", 5200);
        table.row("InstallServices", WITH_SERVICES, 5800);
        for (int i = 0; i < services.size(); i++) {
            table.row(restart(services.get(i)), "NOT REMOVE=\"ALL\"", 5801 + i);
        }
        table.row("StartServices", WITH_SERVICES + " AND " + MsiTables.START_SERVICES + "=\"1\"", 5900);
        table.row("RegisterUser", "", 6000);
        table.row("RegisterProduct", "", 6100);
        table.row("PublishFeatures", "", 6300);
        table.row("PublishProduct", "", 6400);
        table.row("InstallFinalize", "", 6600);
        return table;
    }

    private static Table table(String name) {
        return new Table(name, 1, "Action s72", "Condition S255", "Sequence I2");
    }

    private void addStart(Table table) {
        table.row("FindRelatedProducts", "", 25);
        table.row("AppSearch", "", 50);
        for (Choice choice : Choice.of(services)) {
            table.row(choice.action(), choice.condition(), 60 + choice.ordinal());
        }
        if (!services.isEmpty()) {
            table.row(ANY_JVM, "NOT " + Choice.JVM.property(), 70);
        }
        table.row("LaunchConditions", "", 100);
        table.row("ValidateProductID", "", 700);
        table.row("CostInitialize", "", 800);
        table.row("FileCost", "", 900);
        table.row("CostFinalize", "", 1000);
    }
}
