/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.ui.model.ConfigFile;
import io.opsswitch.kconfig.ui.page.Question.Answer;
import java.io.IOException;
import java.util.List;

/** Leaves the menu, after asking when something would be lost. */
final class Quitting {

    private static final String TITLE = "Quit";

    private Quitting() {}

    /** Leave at once when the file has what the menu shows; else ask. */
    static void ask(Desk desk) {
        ConfigFile file = desk.file();
        if (!wouldChange(file)) {
            desk.finish();
            return;
        }
        if (desk.top() instanceof Question question && question.isAbout(TITLE)) {
            return;
        }
        String state = desk.editor().hasChanged()
                ? "There are changes that are not saved."
                : "Nothing was changed here, but saving would change the file on disk.";
        desk.push(new Question(
                TITLE,
                List.of(state, "Save configuration to " + file.path() + "?"),
                new Answer('y', "Yes", () -> FileActions.save(desk, file.path(), desk::finish)),
                new Answer('n', "No", desk::finish),
                new Answer('c', "Cancel", () -> {})));
    }

    /** Tell whether saving would change the file; one that cannot be read is taken to be different. */
    static boolean wouldChange(ConfigFile file) {
        try {
            return file.wouldChange();
        } catch (IOException e) {
            return true;
        }
    }
}
