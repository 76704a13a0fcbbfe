/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.ui.model.ConfigFile;
import io.opsswitch.kconfig.ui.page.Question.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Loads and saves. */
final class FileActions {

    private FileActions() {}

    /** What is done with the file that the user names. */
    @FunctionalInterface
    private interface Writing {
        void write(Path file) throws IOException;
    }

    /** Ask where to save, and save. */
    static void save(Desk desk) {
        ask(desk, "Save", name(desk), file -> save(desk, file, () -> {}));
    }

    /** Ask where to save only what differs from the defaults, and save. */
    static void saveMinimal(Desk desk) {
        ask(desk, "Save minimal configuration", "defconfig", target -> {
            Writing writing = file -> {
                desk.file().saveMinimal(file);
                if (file.equals(desk.file().path())) {
                    desk.markSaved();
                    desk.settle();
                }
            };
            confirm(desk, target, () -> write(desk, target, writing, "Minimal configuration saved to ", () -> {}));
        });
    }

    private static String name(Desk desk) {
        return String.valueOf(desk.file().path().getFileName());
    }

    /** What is done with a file that the user named. */
    interface Named {
        void accept(Path file);
    }

    static void ask(Desk desk, String title, String initial, Named action) {
        ConfigFile file = desk.file();
        desk.push(new EntryDialog(
                title,
                List.of("Name of the file, relative to " + file.folder() + " (~ is your home folder)", ""),
                initial,
                text -> text.isBlank() ? "a name is needed" : "",
                text -> {
                    if (text.isBlank()) {
                        return false;
                    }
                    Path target;
                    try {
                        target = file.resolve(text);
                    } catch (InvalidPathException e) {
                        desk.push(Message.failure("This is no name of a file", e));
                        return false;
                    }
                    action.accept(target);
                    return true;
                }));
    }

    /**
     * Save everything.
     *
     * @param then what to do when it is saved
     */
    static void save(Desk desk, Path target, Runnable then) {
        boolean own = target.equals(desk.file().path());
        Writing writing = file -> {
            desk.file().save(file);
            if (own) {
                desk.markSaved();
                desk.settle();
            }
        };
        Runnable save = () -> write(desk, target, writing, "Configuration saved to ", then);
        if (!own) {
            confirm(desk, target, save);
        } else if (wasChangedByOthers(desk.file())) {
            desk.push(new Question(
                    "Save",
                    List.of("Somebody else has changed " + target + " in the meantime.", "Overwrite it?"),
                    new Answer('y', "Yes", save),
                    new Answer('n', "No", () -> {})));
        } else {
            save.run();
        }
    }

    private static boolean wasChangedByOthers(ConfigFile file) {
        try {
            return file.wasChangedByOthers();
        } catch (IOException e) {
            // A file that cannot be read is not known to be the one that the menu has seen.
            return true;
        }
    }

    private static void confirm(Desk desk, Path target, Runnable action) {
        if (!Files.exists(target) || Files.isDirectory(target)) {
            action.run();
            return;
        }
        desk.push(new Question(
                "Save",
                List.of(target + " exists. Replace it?", "The old one is kept as " + target.getFileName() + ".old."),
                new Answer('y', "Yes", action),
                new Answer('n', "No", () -> {})));
    }

    private static void write(Desk desk, Path target, Writing writing, String done, Runnable then) {
        if (Files.isDirectory(target)) {
            desk.push(new Message("Error", "Cannot write " + target + ": it is a folder"));
            return;
        }
        try {
            writing.write(target);
        } catch (IOException e) {
            desk.push(Message.failure("Cannot write " + target, e));
            return;
        }
        desk.note(done + target);
        then.run();
    }

    /** Ask which file to load, and load it. */
    static void load(Desk desk) {
        ask(desk, "Load", name(desk), source -> {
            if (desk.editor().hasChanged()) {
                desk.push(new Question(
                        "Load",
                        List.of(
                                "Loading replaces all values, and there are changes that are not saved.",
                                "Load anyway?"),
                        new Answer('y', "Yes", () -> load(desk, source)),
                        new Answer('n', "No", () -> {})));
            } else {
                load(desk, source);
            }
        });
    }

    private static void load(Desk desk, Path source) {
        List<Diagnostic> warnings;
        try {
            warnings = desk.file().load(source);
        } catch (IOException e) {
            desk.push(Message.failure("Cannot load " + source, e));
            return;
        }
        desk.settle();
        desk.refresh();
        desk.note("Loaded " + source + "; saving still goes to " + name(desk));
        Problems.afterLoading(desk, warnings);
    }
}
