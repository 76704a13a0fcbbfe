/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.common.unixctl.ControlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file of datapath flows, one a line, as {@code dpctl/add-flows} takes it: the flow and behind a space its actions, in
 * front of it perhaps {@code add}, {@code modify} or {@code delete}. {@code #} begins a comment.
 */
final class DpctlFlowFile {

    private DpctlFlowFile() {}

    /** What to do with a flow. */
    enum Change {
        ADD("add"),
        MODIFY("modify"),
        DELETE("delete");

        private final String word;

        Change(String word) {
            this.word = word;
        }
    }

    /**
     * A line.
     *
     * @param number from 1 up
     * @param actions null if there are none
     */
    record Line(
            int number,
            Change change,
            String flow,
            @Nullable String actions) {

        /** Return whether there are actions if, and only if, the change needs some. */
        boolean isComplete() {
            return !flow.isEmpty() && (actions == null) == (change == Change.DELETE);
        }
    }

    /** Read a file; lines that do not say what to do get the change that the command is named after. */
    static List<Line> read(String file, Change usual) throws ControlException {
        List<String> texts;
        try {
            texts = Files.readAllLines(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw new ControlException("ovs-vswitchd: Opening file \"" + file + "\" failed (" + e.getMessage() + ")");
        }
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            int comment = texts.get(i).indexOf('#');
            String text = (comment < 0 ? texts.get(i) : texts.get(i).substring(0, comment)).strip();
            if (!text.isEmpty()) {
                lines.add(line(i + 1, text, usual));
            }
        }
        return lines;
    }

    private static Line line(int number, String text, Change usual) {
        String rest = text;
        Change change = usual;
        for (Change each : Change.values()) {
            if (text.startsWith(each.word + " ")) {
                change = each;
                rest = text.substring(each.word.length()).strip();
            }
        }
        int space = rest.indexOf(' ');
        return space < 0
                ? new Line(number, change, rest, null)
                : new Line(
                        number,
                        change,
                        rest.substring(0, space),
                        rest.substring(space).strip());
    }
}
