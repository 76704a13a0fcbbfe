/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.ask.NoAnswerException;
import io.opsswitch.kconfig.edit.ConfigEditor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Edits a configuration as text, with the options of Linux' {@code scripts/config}.
 *
 * <p>Unlike the original it looks at all options before it changes anything.
 */
final class ConfigCommand {

    /** One edit: what to do, the symbol, the symbol to stand behind, and the text of a value. */
    private record Edit(Action action, String name, String anchor, String value) {}

    private enum Action {
        ENABLE,
        DISABLE,
        MODULE,
        SET_STRING,
        SET_VALUE,
        UNDEFINE,
        STATE,
        REFRESH
    }

    private final Call call;
    private final List<Edit> edits = new ArrayList<>();
    private String fileName;
    private boolean keepsCase;

    ConfigCommand(Call call) {
        this.call = call;
        this.fileName = call.settings().configName();
    }

    int run() throws Failure, KconfigException, IOException, NoAnswerException {
        List<String> words = withoutFile(call.arguments().raw());
        if (words.isEmpty()) {
            throw call.arguments().usage("config needs to be told what to edit");
        }
        parse(words.iterator());
        for (Edit edit : edits) {
            apply(edit);
        }
        return 0;
    }

    /** The file may stand anywhere, and the last one counts. */
    private List<String> withoutFile(List<String> words) throws Failure {
        List<String> others = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            if (!words.get(i).equals("--file")) {
                others.add(words.get(i));
            } else if (++i == words.size() || words.get(i).isEmpty()) {
                throw call.arguments().usage("--file needs a file");
            } else {
                fileName = words.get(i);
            }
        }
        return others;
    }

    private void parse(Iterator<String> words) throws Failure {
        while (words.hasNext()) {
            String word = words.next();
            switch (word) {
                case "-k", "--keep-case" -> keepsCase = true;
                case "-e", "--enable" -> edit(Action.ENABLE, word, words);
                case "-d", "--disable" -> edit(Action.DISABLE, word, words);
                case "-m", "--module" -> edit(Action.MODULE, word, words);
                case "-u", "--undefine" -> edit(Action.UNDEFINE, word, words);
                case "-s", "--state" -> edit(Action.STATE, word, words);
                case "--set-str" -> editValue(Action.SET_STRING, word, words);
                case "--set-val" -> editValue(Action.SET_VALUE, word, words);
                case "-E", "--enable-after" -> editAfter(Action.ENABLE, word, words);
                case "-D", "--disable-after" -> editAfter(Action.DISABLE, word, words);
                case "-M", "--module-after" -> editAfter(Action.MODULE, word, words);
                case "--refresh" -> edits.add(new Edit(Action.REFRESH, "", "", ""));
                default -> throw call.arguments().usage("bad command: " + word);
            }
        }
    }

    private void edit(Action action, String option, Iterator<String> words) throws Failure {
        edits.add(new Edit(action, name(option, words), "", ""));
    }

    private void editAfter(Action action, String option, Iterator<String> words) throws Failure {
        String anchor = name(option, words);
        edits.add(new Edit(action, name(option, words), anchor, ""));
    }

    private void editValue(Action action, String option, Iterator<String> words) throws Failure {
        String name = name(option, words);
        if (!words.hasNext()) {
            throw call.arguments().usage(option + " needs a symbol and a value");
        }
        edits.add(new Edit(action, name, "", words.next()));
    }

    private String name(String option, Iterator<String> words) throws Failure {
        String word = words.hasNext() ? words.next() : "";
        if (word.isEmpty()) {
            throw call.arguments().usage(option + " needs a symbol");
        }
        String name =
                word.startsWith(call.prefix()) ? word.substring(call.prefix().length()) : word;
        return keepsCase ? name : name.toUpperCase(Locale.ROOT);
    }

    private void apply(Edit edit) throws Failure, KconfigException, IOException, NoAnswerException {
        if (edit.action() == Action.REFRESH) {
            refresh();
            return;
        }
        Path file = call.settings().resolve(fileName);
        boolean exists = Files.exists(file);
        String before = exists ? TextFile.read(file, fileName) : "";
        ConfigEditor text = new ConfigEditor(before, call.prefix());
        if (edit.action() == Action.STATE) {
            @Nullable String state = text.state(edit.name());
            call.out().println(state == null ? "undef" : state);
            return;
        }
        change(text, edit);
        if (!text.text().equals(before)) {
            TextFile.write(file, fileName, text.text());
        }
    }

    private void change(ConfigEditor text, Edit edit) {
        String prefix = call.prefix();
        String name = edit.name();
        String line = switch (edit.action()) {
            case ENABLE -> ConfigEditor.assigned(prefix, name, "y");
            case MODULE -> ConfigEditor.assigned(prefix, name, "m");
            case DISABLE -> ConfigEditor.disabled(prefix, name);
            case SET_STRING -> ConfigEditor.quoted(prefix, name, edit.value());
            case SET_VALUE -> ConfigEditor.assigned(prefix, name, edit.value());
            case UNDEFINE, STATE, REFRESH -> "";
        };
        if (edit.action() == Action.UNDEFINE) {
            text.remove(name);
        } else if (edit.anchor().isEmpty()) {
            text.put(name, line);
        } else {
            text.putAfter(edit.anchor(), name, line);
        }
    }

    /** Give what is new its default; the original answers all questions of oldconfig with an empty line. */
    private void refresh() throws Failure, KconfigException, IOException, NoAnswerException {
        CommonOptions options = new CommonOptions();
        options.take(List.of("--config", fileName), false);
        Settings settings = options.over(call.settings());
        CommandLine line = CommandLine.parse(new String[] {"--olddefconfig", call.kconfig()}, settings.environment());
        new ModeCommand(settings, call.in(), call.messages()).run(line);
    }
}
