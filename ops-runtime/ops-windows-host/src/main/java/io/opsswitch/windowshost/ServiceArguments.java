/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.common.daemon.ExitException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Prints the arguments by which Apache's service program ({@code prunsrv.exe}) installs a service of the image, one a line in
 * UTF-8, for PowerShell to take from. Run by the JVM that the service is to run in. What that program is told is in the
 * image's {@code windows/procrun.json}, from which a package for Windows Installer is made as well.
 *
 * <p>No time for stopping is among that: with one, the program would go on waiting for ever after a service that ended by
 * itself; without, it gives a service a minute.
 */
public final class ServiceArguments {

    private static final String PROGRAM = "ops";
    private static final int NATIVE_ACCESS_ASKED = 22;
    private static final int UNSAFE_ASKED = 24;

    private ServiceArguments() {}

    /**
     * Print.
     *
     * @param args the folder of the image, the folder of data, the service's name, and further arguments for its main class
     */
    public static void main(String[] args) {
        Daemon.run(PROGRAM, () -> {
            if (args.length < 3) {
                throw new ExitException("the arguments are HOME DATA SERVICE [ARGUMENT]...");
            }
            String home = args[0];
            ServiceDescription service =
                    ServiceDescription.read(Path.of(home, "windows", "services", args[2] + ".json"), home, args[1]);
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            of(
                            ProcrunSetting.read(Path.of(home).resolve(ProcrunSetting.FILE)),
                            service,
                            home,
                            args[1],
                            jvm(),
                            Runtime.version().feature(),
                            List.of(args).subList(3, args.length))
                    .forEach(out::println);
            return 0;
        });
    }

    private static String jvm() {
        return System.getProperty("java.home") + "\\bin\\server\\jvm.dll";
    }

    /**
     * Return the arguments.
     *
     * @param settings what the program is told of each service
     * @param jvm the JVM's library
     * @param release the JVM's release, since newer ones want options that older ones refuse
     * @param more further arguments of the service's main class
     */
    static List<String> of(
            List<ProcrunSetting> settings,
            ServiceDescription service,
            String home,
            String data,
            String jvm,
            int release,
            List<String> more)
            throws ExitException {
        List<String> options = new ArrayList<>(service.jvmOptions());
        if (release >= NATIVE_ACCESS_ASKED) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        if (release >= UNSAFE_ASKED) {
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        List<String> arguments = new ArrayList<>(service.arguments());
        arguments.addAll(more);

        List<String> lines = new ArrayList<>();
        lines.add("//IS//" + service.name());
        add(lines, "DisplayName", service.display());
        add(lines, "Description", service.description());
        add(lines, "Startup", service.isAutomatic() ? "auto" : "manual");
        addList(lines, "DependsOn", service.depends());
        add(lines, "ServiceUser", "LocalSystem");
        Map<String, String> variables = Map.of(
                "jvm", jvm,
                "home", home,
                "data", data,
                "name", service.name(),
                "mainClass", service.mainClass(),
                "stopClass", service.stopClass(),
                "stopMethod", service.stopMethod());
        Map<String, List<String>> lists = Map.of("jvmOptions", options, "arguments", arguments);
        for (ProcrunSetting setting : settings) {
            if (setting.value() != null) {
                add(lines, setting.option(), ProcrunSetting.fill(setting.value(), variables));
                continue;
            }
            List<String> list = lists.get(setting.list());
            if (list == null) {
                throw new ExitException("the setting " + setting.option() + " of services has the list "
                        + setting.list() + ", but there are only jvmOptions and arguments");
            }
            addList(lines, setting.option(), list);
        }
        return List.copyOf(lines);
    }

    private static void add(List<String> lines, String name, String value) throws ExitException {
        if (value.chars().anyMatch(c -> c < ' ' || c == '"')) {
            throw new ExitException("a service cannot have the " + name + " " + value
                    + ", which has a quote or a control character; perhaps you should use another folder");
        }
        lines.add("--" + name + "=" + value);
    }

    /** Elements stand between semicolons; single quotes, which are taken off, hide semicolons and number signs. */
    private static void addList(List<String> lines, String name, List<String> values) throws ExitException {
        if (values.isEmpty()) {
            return;
        }
        List<String> elements = new ArrayList<>();
        for (String value : values) {
            if (value.indexOf('\'') >= 0) {
                throw new ExitException("a service cannot have " + value + " among its " + name
                        + ", because of the quote; perhaps you should use another folder");
            }
            elements.add(value.indexOf(';') >= 0 || value.indexOf('#') >= 0 ? "'" + value + "'" : value);
        }
        add(lines, name, String.join(";", elements));
    }
}
