/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.screen.Box;
import io.opsswitch.kconfig.ui.screen.Canvas;
import io.opsswitch.kconfig.ui.screen.Role;
import io.opsswitch.kconfig.ui.screen.TextFlow;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/** A dialog that says something, until any key. */
final class Message implements Page {

    private static final int WIDTH = 66;

    private final String title;
    private final List<String> lines;

    Message(String title, String... lines) {
        this.title = title;
        this.lines = List.of(lines);
    }

    /** Create a message about something that went wrong with a file. */
    static Message failure(String what, Exception e) {
        return new Message("Error", what + ": " + reason(e));
    }

    static String reason(Exception e) {
        String detail = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        if (e instanceof NoSuchFileException) {
            return "there is no " + detail;
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied: " + detail;
        }
        if (e instanceof FileAlreadyExistsException) {
            return detail + " is in the way";
        }
        return e instanceof IOException || e.getMessage() != null ? detail : e.toString();
    }

    @Override
    public boolean isDialog() {
        return true;
    }

    @Override
    public void handle(Key key, Desk desk) {
        desk.remove(this);
    }

    @Override
    public void draw(Canvas canvas, Desk desk) {
        int width = Math.min(Box.widest(canvas), WIDTH);
        List<String> rows = new ArrayList<>();
        for (String line : lines) {
            for (String part : line.split("\n")) {
                rows.addAll(TextFlow.wrap(part, width, 0));
            }
        }
        rows.add("");
        rows.add("Press any key");
        int widest = rows.stream().mapToInt(Canvas::columns).max().orElse(1);
        Box box = Box.draw(canvas, title, rows.size(), widest);
        for (int i = 0; i < rows.size(); i++) {
            box.put(canvas, i, rows.get(i), Role.BODY);
        }
    }
}
