/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.AllConfig;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.KconfigException;
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
        String folder = folder(call.arguments().value("-O"));
        List<String> files = call.arguments().words(1, Integer.MAX_VALUE);
        check(files.subList(1, files.size()));
        if (onlyMerges) {
            Settings settings = settings(call.settings(), folder);
            String name = settings.configName();
            TextFile.write(
                    settings.resolve(name),
                    name,
                    merge(files, settings.prefix()).text());
            call.messages().say("merged configuration written to " + name + " (needs to be completed)");
            return 0;
        }
        Workspace workspace = Workspace.open(call);
        return complete(merge(files, workspace.prefix()), workspace, settings(workspace.settings(), folder));
    }

    private String folder(@Nullable String name) throws Failure {
        if (name != null && !Files.isDirectory(call.settings().resolve(name))) {
            throw new Failure("output directory " + name + " does not exist");
        }
        return name == null ? "" : name;
    }

    /** Return settings that name the file to write. */
    private static Settings settings(Settings settings, String folder) throws Failure {
        if (folder.isEmpty() || settings.isOn("KCONFIG_CONFIG")) {
            return settings;
        }
        CommonOptions options = new CommonOptions();
        options.take(List.of("--config", Path.of(folder, ".config").toString()), false);
        return options.over(settings);
    }

    private void check(List<String> fragments) throws Failure {
        for (String name : fragments) {
            if (!Files.isReadable(call.settings().resolve(name))) {
                throw new Failure("The merge file '" + name + "' does not exist.  Exit.");
            }
        }
    }

    private Merge merge(List<String> files, String prefix) throws Failure, IOException {
        String baseName = files.get(0);
        Path base = call.settings().resolve(baseName);
        if (!Files.exists(base)) {
            call.err().println("The base file '" + baseName + "' does not exist. Creating one...");
            Files.createFile(base);
        }
        log("Using " + baseName + " as base");
        Merge merge = new Merge(baseName, TextFile.read(base, baseName), prefix, keepsBuiltIn);
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

    private int complete(Merge merge, Workspace workspace, Settings settings) throws Failure, IOException {
        Configuration configuration = new Configuration(workspace.tree());
        List<Diagnostic> warnings = merge.seed(configuration, settings.has("KCONFIG_WARN_UNKNOWN_SYMBOLS"));
        call.messages().print(warnings);
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

    private void report(Unmet unmet) {
        call.err().println("Value requested for " + unmet.name() + " not in final .config  [" + unmet.location() + "]");
        call.err().println("Requested value:  " + unmet.requested());
        call.err().println("Actual value:     " + unmet.actual());
        call.err().println("Reason:           " + unmet.reason());
        unmet.chain().forEach(line -> call.err().println("  " + line));
        call.err().println();
    }
}
