/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.AllConfig;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.edit.Merge;
import io.opsswitch.kconfig.edit.MergeReview;
import io.opsswitch.kconfig.edit.Redefinition;
import io.opsswitch.kconfig.edit.Unmet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Merges fragments, with the options of Linux' {@code scripts/kconfig/merge_config.sh}. */
final class MergeCommand {

    private final Call call;
    private final boolean onlyMerges;
    private final boolean fillsWithNo;
    private final boolean reportsRepeated;
    private final boolean keepsBuiltIn;
    private final boolean strict;
    private final boolean quiet;

    MergeCommand(Call call) {
        this.call = call;
        Arguments arguments = call.arguments();
        this.onlyMerges = arguments.flag("-m");
        this.fillsWithNo = arguments.flag("-n");
        this.reportsRepeated = arguments.flag("-r");
        this.keepsBuiltIn = arguments.flag("-y");
        this.strict = arguments.flag("-s");
        this.quiet = arguments.flag("-Q");
    }

    int run() throws Failure, KconfigException, IOException {
        Settings settings = settings(call.arguments().value("-O"));
        List<String> files = call.arguments().words(1, Integer.MAX_VALUE);
        Merge merge = merge(files);
        String name = settings.configName();
        if (onlyMerges) {
            Path file = settings.resolve(name);
            TextFile.write(file, merge.text());
            call.messages().say("merged configuration written to " + name + " (needs to be completed)");
            return 0;
        }
        return complete(merge, settings);
    }

    /** Return settings that name the file to write. */
    private Settings settings(@Nullable String folder) throws Failure {
        if (folder == null) {
            return call.settings();
        }
        if (!Files.isDirectory(call.settings().resolve(folder))) {
            throw new Failure("output directory " + folder + " does not exist");
        }
        if (call.settings().isOn("KCONFIG_CONFIG")) {
            return call.settings();
        }
        CommonOptions options = new CommonOptions();
        options.take(List.of("--config", Path.of(folder, ".config").toString()), false);
        return options.over(call.settings());
    }

    private Merge merge(List<String> files) throws Failure, IOException {
        for (String name : files.subList(1, files.size())) {
            if (!Files.isReadable(call.settings().resolve(name))) {
                throw new Failure("The merge file '" + name + "' does not exist.  Exit.");
            }
        }
        String baseName = files.get(0);
        Path base = call.settings().resolve(baseName);
        if (!Files.exists(base)) {
            call.err().println("The base file '" + baseName + "' does not exist. Creating one...");
            Files.createFile(base);
        }
        log("Using " + baseName + " as base");
        Merge merge = new Merge(baseName, TextFile.read(base, baseName), call.prefix(), keepsBuiltIn);
        boolean violated = false;
        for (String name : files.subList(1, files.size())) {
            log("Merging " + name);
            String fragment = TextFile.read(call.settings().resolve(name), name);
            for (Redefinition redefinition : merge.add(name, fragment)) {
                report(redefinition);
                violated |= redefinition.kind() == Redefinition.Kind.CHANGED;
            }
        }
        if (strict && violated) {
            throw new Failure("The fragment redefined a value and strict mode had been passed.");
        }
        return merge;
    }

    private void report(Redefinition redefinition) {
        if (quiet) {
            return;
        }
        String values = "Previous value: " + redefinition.before() + "\nNew value: " + redefinition.after() + "\n";
        switch (redefinition.kind()) {
            case CHANGED ->
                log("Value of " + redefinition.name() + " is redefined by fragment " + redefinition.fragment() + ":\n"
                        + values);
            case KEPT_BUILT_IN -> log(values + "-y passed, will not demote y to m\n");
            case REPEATED -> {
                if (reportsRepeated) {
                    log("Value of " + redefinition.name() + " is redundant by fragment " + redefinition.fragment()
                            + ":");
                }
            }
        }
    }

    private void log(String text) {
        if (!call.silent()) {
            call.out().println(text);
        }
    }

    private int complete(Merge merge, Settings settings) throws Failure, KconfigException, IOException {
        Workspace workspace = Workspace.open(call);
        Configuration configuration = new Configuration(workspace.tree());
        List<Diagnostic> warnings = read(merge, configuration);
        warnings.forEach(warning -> call.err().println(relocated(warning, merge)));
        AllConfig.apply(configuration, fillsWithNo ? AllConfig.Mode.NO : AllConfig.Mode.DEFAULT);
        List<Diagnostic> unmetDependencies = configuration.unmetDependencies();
        call.messages().print(unmetDependencies);
        boolean fatal = settings.has("KCONFIG_WERROR");
        if (fatal && !(warnings.isEmpty() && unmetDependencies.isEmpty())) {
            return 1;
        }
        new Output(settings, configuration, call.messages()).writeConfig();
        List<Unmet> unmet = MergeReview.unmet(merge, configuration);
        unmet.forEach(this::report);
        return fatal && !unmet.isEmpty() ? 1 : 0;
    }

    private List<Diagnostic> read(Merge merge, Configuration configuration) throws IOException {
        boolean reportsUnknown = call.settings().has("KCONFIG_WARN_UNKNOWN_SYMBOLS");
        Path merged = Files.createTempFile("merged", ".config");
        try {
            Files.writeString(merged, merge.text());
            return configuration.readSeed(merged, "merged", call.prefix(), reportsUnknown);
        } finally {
            Files.delete(merged);
        }
    }

    /** Warnings name the lines of the merged text; people know those of the files. */
    private static Diagnostic relocated(Diagnostic warning, Merge merge) {
        SourceLocation location = warning.location();
        SourceLocation origin = location == null ? null : merge.origin(location.line());
        return origin == null ? warning : new Diagnostic(warning.severity(), origin, warning.text());
    }

    private void report(Unmet unmet) {
        call.err().println("Value requested for " + unmet.name() + " not in final .config  [" + unmet.location() + "]");
        call.err().println("Requested value:  " + unmet.requested());
        call.err().println("Actual value:     " + unmet.actual());
        call.err().println("Reason:           " + unmet.reason());
        unmet.chain().forEach(line -> call.err().println("  " + line));
        call.err().println();
    }
}
