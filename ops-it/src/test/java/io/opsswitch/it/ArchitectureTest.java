/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the modules to the direction of their dependencies: image, features, vswitchd, then datapath and database, then
 * common, then the features API; Kconfig and schema stand beside them.
 */
class ArchitectureTest {

    private static final String ROOT = "io.opsswitch.";

    /** For each module's package those that it may use beside itself. */
    private static final Map<String, List<String>> ALLOWED = Map.ofEntries(
            Map.entry("kconfig", List.of()),
            Map.entry("schema", List.of()),
            Map.entry("maven", List.of("kconfig", "schema")),
            Map.entry("features", List.of()),
            Map.entry("junit", List.of("features")),
            Map.entry("common", List.of("features")),
            Map.entry("ovsdb", List.of("common", "features")),
            Map.entry("datapath", List.of("common", "features")),
            Map.entry("openflow", List.of("datapath", "common", "features")),
            Map.entry("vswitchd", List.of("ovsdb", "openflow", "datapath", "common", "features")),
            Map.entry("embedded", List.of("vswitchd", "ovsdb", "openflow", "datapath", "common", "features")),
            Map.entry("mirror", List.of("vswitchd", "ovsdb", "openflow", "datapath", "common", "features")),
            Map.entry("tunnel", List.of("vswitchd", "ovsdb", "openflow", "datapath", "common", "features")),
            Map.entry("vxlan", List.of("tunnel", "vswitchd", "openflow", "datapath", "common", "features")),
            Map.entry("geneve", List.of("tunnel", "vswitchd", "openflow", "datapath", "common", "features")),
            Map.entry("gre", List.of("tunnel", "vswitchd", "openflow", "datapath", "common", "features")),
            Map.entry("ovsdbmetrics", List.of("ovsdb", "common", "features")),
            Map.entry("systemstats", List.of("vswitchd", "ovsdb", "common", "features")),
            Map.entry("tools", List.of("vswitchd", "ovsdb", "openflow", "datapath", "common", "features")),
            Map.entry("windowshost", List.of("tools", "vswitchd", "ovsdb", "datapath", "common", "features")));

    private static JavaClasses classes;

    @BeforeAll
    static void readClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.opsswitch");
    }

    @Test
    void eachModuleUsesOnlyThoseBelowIt() {
        ALLOWED.forEach((module, allowed) -> {
            String[] forbidden = ALLOWED.keySet().stream()
                    .filter(other -> !other.equals(module) && !allowed.contains(other))
                    .map(other -> ROOT + other + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + module + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(forbidden)
                    .because("module " + module + " may use only " + allowed)
                    .check(classes);
        });
    }

    @Test
    void everyModuleIsInTheListOfAllowedDependencies() {
        classes()
                .should(new ArchCondition<JavaClass>("belong to a listed module") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        String module =
                                type.getPackageName().substring(ROOT.length()).split("\\.")[0];
                        if (!ALLOWED.containsKey(module)) {
                            events.add(SimpleConditionEvent.violated(type, type.getName() + " is in no listed module"));
                        }
                    }
                })
                .check(classes);
    }

    @Test
    void imageAssemblyAndKconfigWorkspacesKnowNoMavenTypes() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + "maven.image..",
                        ROOT + "maven.workspace..",
                        ROOT + "maven.database..",
                        ROOT + "maven.report..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.maven..", "org.eclipse.aether..")
                .check(classes);
    }

    @Test
    void coresDoNotKnowTheirShells() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + "kconfig..",
                        ROOT + "schema..",
                        ROOT + "ovsdb.engine..",
                        ROOT + "datapath..",
                        ROOT + "openflow..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "org.apache.maven..")
                .check(classes);
    }

    @Test
    void onlyTheMenuKnowsTheTerminal() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "kconfig.ui.terminal..", ROOT + "kconfig.ui.screen..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.jline..")
                .because("pages and models of the menu are drawn on a canvas, and nothing else draws")
                .check(classes);
    }

    @Test
    void theFeaturesApiNeedsNothingButTheJdk() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "features..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(ROOT + "features..", "java..", "org.jspecify..")
                .check(classes);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void packagesOfAModuleFormNoCycles(String module) {
        slices().matching(ROOT + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(classes);
    }

    static Set<String> modules() {
        return ALLOWED.keySet();
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .that()
                .resideOutsideOfPackage(ROOT + "maven.help..")
                .should(new ArchCondition<JavaClass>("be in a @NullMarked package") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                            events.add(SimpleConditionEvent.violated(
                                    type, type.getPackageName() + " has no @NullMarked package-info"));
                        }
                    }
                })
                .check(classes);
    }
}
