/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.edit.Assignment;
import io.opsswitch.kconfig.edit.Assignments;
import io.opsswitch.kconfig.edit.Merge;
import io.opsswitch.kconfig.edit.MergeReview;
import io.opsswitch.kconfig.edit.Refusal;
import io.opsswitch.kconfig.edit.Unmet;
import io.opsswitch.maven.workspace.Comparison;
import io.opsswitch.maven.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one build wants otherwise than the committed configuration: fragments, then single values on top of them. No file
 * is touched. Immutable.
 *
 * @param fragments files with some of the values; later ones win
 * @param assignments {@code NAME=VALUE}; strings with or without quotes
 */
public record Overrides(List<Path> fragments, List<String> assignments) {

    /** No override at all. */
    public static final Overrides NONE = new Overrides(List.of(), List.of());

    /** The name that explanations turn back into the name of a fragment; the merge uses it. */
    private static final String MERGED = "<merged>";

    /** Copy the lists. */
    public Overrides {
        fragments = List.copyOf(fragments);
        assignments = List.copyOf(assignments);
    }

    /**
     * The outcome.
     *
     * @param opened the configuration with the overrides
     * @param effects a line for each symbol that differs from the committed configuration
     */
    public record Outcome(Workspace.Opened opened, List<String> effects) {}

    /** Tell whether there are none. */
    public boolean isEmpty() {
        return fragments.isEmpty() && assignments.isEmpty();
    }

    /**
     * Read a workspace's configuration with the overrides on top.
     *
     * @throws ImageException if any of them does not come true; the message says of each why
     */
    public Outcome apply(Workspace workspace) throws ImageException, IOException {
        try {
            Workspace.Opened committed = workspace.open();
            if (isEmpty()) {
                return new Outcome(committed, List.of());
            }
            Workspace.Opened merged = fragments.isEmpty() ? workspace.open() : merged(workspace);
            assign(merged.configuration(), workspace.prefix());
            return new Outcome(merged, Comparison.between(committed.configuration(), merged.configuration()));
        } catch (KconfigException e) {
            throw new ImageException(e);
        }
    }

    private Workspace.Opened merged(Workspace workspace) throws ImageException, KconfigException, IOException {
        Path base = workspace.configuration();
        Merge merge = new Merge(
                workspace.shown(base), Files.exists(base) ? Files.readString(base) : "", workspace.prefix(), false);
        Set<String> names = new LinkedHashSet<>();
        for (Path fragment : fragments) {
            if (!Files.isRegularFile(fragment)) {
                throw new ImageException("there is no fragment " + fragment
                        + "; perhaps you should correct -Dops.fragment=, whose names are relative to the project");
            }
            String name = workspace.shown(fragment);
            names.add(name);
            merge.add(name, Files.readString(fragment));
        }
        Configuration configuration = new Configuration(workspace.load());
        List<Diagnostic> diagnostics = new ArrayList<>(configuration.tree().diagnostics());
        Path text = Files.createTempFile("ops", ".config");
        try {
            Files.writeString(text, merge.text());
            for (Diagnostic diagnostic : configuration.read(text, MERGED, workspace.prefix(), false)) {
                SourceLocation place = diagnostic.location();
                SourceLocation origin = place == null ? null : merge.origin(place.line());
                diagnostics.add(
                        new Diagnostic(diagnostic.severity(), origin == null ? place : origin, diagnostic.text()));
            }
        } finally {
            Files.delete(text);
        }
        // What the committed file asks for in vain is its own affair; the build warned of it already.
        List<Unmet> unmet = MergeReview.unmet(merge, configuration).stream()
                .filter(each -> names.contains(each.location().file()))
                .toList();
        if (!unmet.isEmpty()) {
            StringBuilder report = new StringBuilder("-Dops.fragment= asks for what cannot be:");
            for (Unmet each : unmet) {
                report.append("\n  ").append(each.location()).append(": ").append(each.requested());
                report.append(": ").append(each.reason());
                each.chain().forEach(line -> report.append("\n    ").append(line));
            }
            throw new ImageException(report.toString());
        }
        return new Workspace.Opened(configuration, List.copyOf(diagnostics));
    }

    private void assign(Configuration configuration, String prefix) throws ImageException {
        List<Refusal> refusals;
        try {
            List<Assignment> wanted = new ArrayList<>();
            for (String each : assignments) {
                wanted.add(Assignment.parse(configuration.tree(), unquoted(each), prefix));
            }
            refusals = new Assignments(wanted).applyTo(configuration, prefix);
        } catch (IllegalArgumentException e) {
            throw new ImageException("-Dops.set=: " + e.getMessage(), e);
        }
        if (!refusals.isEmpty()) {
            StringBuilder text = new StringBuilder("-Dops.set= asks for what cannot be:");
            for (Refusal refusal : refusals) {
                String name = refusal.wanted().symbol().name();
                text.append("\n  ").append(name).append(" cannot be \"");
                text.append(refusal.wanted().value()).append("\", it is \"").append(refusal.actual());
                text.append("\": ").append(refusal.reason());
                refusal.chain().forEach(line -> text.append("\n    ").append(line));
            }
            throw new ImageException(text.append("\n  perhaps you should ask mvn ops:enable -Dsymbol=NAME -Dvalue=VALUE"
                            + " what else to change")
                    .toString());
        }
    }

    /** Shells and POMs differ in what they leave of quotes, so a text may have them or not. */
    private static String unquoted(String assignment) {
        int start = assignment.indexOf('=') + 1;
        String value = assignment.substring(start);
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? assignment.substring(0, start) + value.substring(1, value.length() - 1) : assignment;
    }
}
