/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds of the PowerShell module without a PowerShell. */
class PowerShellModuleTest {

    private static final Path IMAGE = Path.of("target/classes/META-INF/ops/image");
    private static final Path MODULE = IMAGE.resolve("powershell/Ops");
    private static final Pattern FUNCTION = Pattern.compile("(?m)^function ([A-Za-z]+-[A-Za-z]+) \\{");
    private static final Pattern CALL = Pattern.compile("(?<![\\w$-])([A-Z][a-z]+-Ops\\w*)\\b");
    private static final Set<String> VERBS = Set.of(
            "Add",
            "Disable",
            "Enable",
            "Get",
            "Install",
            "Invoke",
            "New",
            "Remove",
            "Set",
            "Start",
            "Stop",
            "Test",
            "Uninstall");

    /** The text of each file by its name. */
    private static final Map<String, String> FILES = new TreeMap<>();

    /** The body of each function by its name. */
    private static final Map<String, String> FUNCTIONS = new TreeMap<>();

    @BeforeAll
    static void read() throws Exception {
        try (Stream<Path> all = Files.list(MODULE)) {
            for (Path file : all.toList()) {
                FILES.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        FILES.values().forEach(text -> {
            List<MatchResult> starts = FUNCTION.matcher(text).results().toList();
            for (int i = 0; i < starts.size(); i++) {
                int end = i + 1 < starts.size() ? starts.get(i + 1).start() : text.length();
                assertThat(FUNCTIONS.put(
                                starts.get(i).group(1),
                                text.substring(starts.get(i).start(), end)))
                        .as("%s is defined once", starts.get(i).group(1))
                        .isNull();
            }
        });
    }

    private static List<String> listOf(String member) {
        String manifest = FILES.get("Ops.psd1");
        String list = manifest.substring(manifest.indexOf(member));
        list = list.substring(list.indexOf("@(") + 2, list.indexOf(")"));
        return Pattern.compile("'([^']+)'")
                .matcher(list)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static List<String> exported() {
        return listOf("FunctionsToExport");
    }

    @Test
    void theManifestListsFunctionsThatAreDefined() {
        assertThat(exported()).isSorted().doesNotHaveDuplicates().isSubsetOf(FUNCTIONS.keySet());
    }

    @Test
    void theManifestListsTheFilesAndTheModuleLoadsThem() {
        assertThat(listOf("FileList")).containsExactlyInAnyOrderElementsOf(FILES.keySet());
        String topics = FILES.get("Ops.psm1");
        for (String name : FILES.keySet()) {
            if (name.endsWith(".ps1") && !name.equals("ops.ps1")) {
                assertThat(topics).contains("'" + name.replace(".ps1", "") + "'");
            }
        }
    }

    @Test
    void exportedFunctionsHaveApprovedVerbsHelpAndExamples() {
        for (String name : exported()) {
            String body = FUNCTIONS.get(name);
            assertThat(name.substring(0, name.indexOf('-'))).isIn(VERBS);
            assertThat(body).as(name).contains("<#", ".SYNOPSIS", ".EXAMPLE", "[CmdletBinding(");
            String help = body.substring(body.indexOf("<#"), body.indexOf("#>"));
            assertThat(help.substring(help.indexOf(".EXAMPLE"))).as(name).contains(name);
            Set<String> described = Pattern.compile("\\.PARAMETER (\\w+)")
                    .matcher(help)
                    .results()
                    .map(found -> found.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(described).as(name).isEqualTo(parameters(body));
        }
    }

    /** Return the names of a function's parameters. */
    private static Set<String> parameters(String body) {
        int start = body.indexOf("param(") + "param(".length();
        int depth = 1;
        int end = start;
        for (; depth > 0; end++) {
            depth += body.charAt(end) == '(' ? 1 : body.charAt(end) == ')' ? -1 : 0;
        }
        // A parameter is a variable that a comma, the end or a default value follows; those in default values are none.
        Set<String> names = new TreeSet<>();
        Pattern.compile("\\]\\$(\\w+)|(?m)^\\s*\\$(\\w+)")
                .matcher(body.substring(start, end))
                .results()
                .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
                .forEach(names::add);
        return names;
    }

    @Test
    void whatChangesTheHostCanBeTriedWithWhatIf() {
        for (String name : exported()) {
            if (!name.startsWith("Get-") && !name.startsWith("Test-") && !name.startsWith("Invoke-")) {
                assertThat(FUNCTIONS.get(name)).as(name).contains("SupportsShouldProcess", "$PSCmdlet.ShouldProcess(");
            }
        }
    }

    @Test
    void everyFunctionThatIsCalledIsDefined() {
        List<String> missing = new ArrayList<>();
        FILES.forEach((file, text) -> CALL.matcher(text.replaceAll("(?m)^\\s*#.*$", ""))
                .results()
                .map(found -> found.group(1))
                .filter(name -> !FUNCTIONS.containsKey(name))
                .forEach(name -> missing.add(file + ": " + name)));
        assertThat(missing).isEmpty();
    }

    @Test
    void whatIsNotExportedIsUsed() {
        String all = String.join("\n", FILES.values());
        for (String name : FUNCTIONS.keySet()) {
            if (!exported().contains(name)) {
                assertThat(all.split(Pattern.quote(name) + "\\b", -1).length - 1)
                        .as("uses of %s", name)
                        .isGreaterThan(1);
            }
        }
    }

    @Test
    void filesAndClassesThatItNamesAreThere() throws Exception {
        String all = String.join("\n", FILES.values());
        List<String> classes = Pattern.compile("io\\.opsswitch\\.[\\w.]+")
                .matcher(all)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        assertThat(classes).hasSizeGreaterThan(2);
        for (String name : classes) {
            assertThat(Class.forName(name).getMethod("main", String[].class)).isNotNull();
        }
        assertThat(IMAGE.resolve("bin/prunsrv.exe")).isRegularFile();
        assertThat(IMAGE.resolve("share/ops/licences/prunsrv.exe/NOTICE.txt"))
                .content()
                .contains("Apache Commons Daemon");
        assertThat(all).contains("'bin\\prunsrv.exe'");
        for (String service : List.of("ovsdb-server", "ovs-vswitchd")) {
            assertThat(FILES.get("Service.ps1")).contains("'" + service + "'");
            assertThat(IMAGE.resolve("windows/services/" + service + ".json")).isRegularFile();
        }
        assertThat(FILES.get("Ops.psm1")).contains("'..\\..'"); // the image, from powershell\Ops
    }

    @Test
    void textIsAsciiSinceWindowsPowerShellTakesOthersForTheSystemsCodePage() {
        FILES.forEach((name, text) -> assertThat(text.chars()).as(name).allMatch(c -> c < 128));
    }
}
