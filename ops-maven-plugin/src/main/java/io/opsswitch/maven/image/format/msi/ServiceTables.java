/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import io.opsswitch.maven.image.ImageException;
import java.util.ArrayList;
import java.util.List;

/** The tables that make services of Windows, start and stop them, and tell procrun what to run as one. */
final class ServiceTables {

    /** Where procrun looks for the parameters of services, in the registry that programs of 32 bits see. */
    private static final String PARAMETERS = "SOFTWARE\\Apache Software Foundation\\Procrun 2.0\\";

    /** Where Windows keeps services. */
    private static final String SERVICES = "SYSTEM\\CurrentControlSet\\Services\\";

    /** A key that is made at installation, and removed with all that is in it. */
    private static final String KEY_ITSELF = "*";

    private static final int LOCAL_MACHINE = 2;

    private static final int OWN_PROCESS = 0x10;
    private static final int START_AUTOMATICALLY = 2;
    private static final int START_ON_DEMAND = 3;
    /** A failure to start is logged, and the installation fails if the service cannot be made. */
    private static final int ERRORS = 0x8001;

    private static final int AT_INSTALLATION_START = 0x1;
    private static final int AT_INSTALLATION_STOP = 0x2;
    private static final int AT_REMOVAL_STOP = 0x20;
    private static final int AT_REMOVAL_DELETE = 0x80;
    private static final int WAIT = 1;

    private ServiceTables() {}

    static Table install(List<Service> services) {
        Table table = new Table(
                "ServiceInstall",
                1,
                "ServiceInstall s72",
                "Name s255",
                "DisplayName L255",
                "ServiceType i4",
                "StartType i4",
                "ErrorControl i4",
                "LoadOrderGroup S255",
                "Dependencies S255",
                "StartName S255",
                "Password S255",
                "Arguments S255",
                "Component_ s72",
                "Description L255");
        for (Service service : services) {
            table.row(
                    Keys.service(service),
                    service.name(),
                    Formatted.plain(service.display()),
                    OWN_PROCESS,
                    service.automatic() ? START_AUTOMATICALLY : START_ON_DEMAND,
                    ERRORS,
                    "",
                    service.depends().isEmpty() ? "" : Formatted.serviceList(service.depends()),
                    "",
                    "",
                    "//RS//" + service.name(),
                    Keys.component(service.program()),
                    Formatted.plain(service.description()));
        }
        return table;
    }

    static Table control(List<Service> services) {
        Table table = new Table(
                "ServiceControl",
                1,
                "ServiceControl s72",
                "Name l255",
                "Event i2",
                "Arguments L255",
                "Wait I2",
                "Component_ s72");
        for (Service service : services) {
            int events = AT_INSTALLATION_STOP | AT_REMOVAL_STOP | AT_REMOVAL_DELETE;
            table.row(
                    Keys.service(service),
                    service.name(),
                    service.automatic() ? events | AT_INSTALLATION_START : events,
                    "",
                    WAIT,
                    Keys.component(service.program()));
        }
        return table;
    }

    /**
     * Add what procrun is to know, as its own installation of a service writes it.
     *
     * @param settings what the image says that is
     */
    static void addParameters(Table registry, List<Service> services, List<ProcrunSetting> settings)
            throws ImageException {
        for (Service service : services) {
            Parameters parameters = new Parameters(registry, service);
            for (ProcrunSetting setting : settings) {
                parameters.add(setting);
            }
            // Procrun reads nothing unless there is a key here too; all of it goes with the product.
            parameters.key("service", SERVICES + service.name() + "\\Parameters");
            parameters.key("parameters", PARAMETERS + service.name());
        }
    }

    private record Parameters(Table registry, Service service) {

        void key(String row, String key) {
            registry.row(
                    row + "_" + Keys.service(service),
                    LOCAL_MACHINE,
                    key,
                    KEY_ITSELF,
                    "",
                    PackageSource.parameters(service));
        }

        void add(ProcrunSetting setting) throws ImageException {
            if (setting.isJvm()) {
                add(setting.group(), setting.name(), "[" + Choice.JVM.property() + "]");
            } else if (setting.value() != null) {
                text(setting.group(), setting.name(), ProcrunSetting.textOf(setting.value(), service));
            } else if (setting.list() != null) {
                list(setting.group(), setting.name(), ProcrunSetting.listOf(setting.list(), service));
            }
        }

        void text(String group, String name, String value) throws ImageException {
            add(group, name, Formatted.registryText(formatted(value)));
        }

        void list(String group, String name, List<String> values) throws ImageException {
            if (values.isEmpty()) {
                return;
            }
            List<String> items = new ArrayList<>();
            for (String value : values) {
                items.add(formatted(value));
            }
            add(group, name, Formatted.registryList(items));
        }

        private String formatted(String value) throws ImageException {
            return Formatted.text(value, "the description of the service " + service.name());
        }

        void add(String group, String name, String value) {
            String row = Keys.service(service) + "_" + group + "_" + name;
            String key = PARAMETERS + service.name() + "\\Parameters\\" + group;
            registry.row(row, LOCAL_MACHINE, key, name, value, PackageSource.parameters(service));
        }
    }
}
