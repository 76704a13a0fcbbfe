/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.terminal;

import io.opsswitch.kconfig.ui.screen.Canvas;
import io.opsswitch.kconfig.ui.screen.Look;
import io.opsswitch.kconfig.ui.screen.Role;
import io.opsswitch.kconfig.ui.screen.Theme;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Display;
import org.jline.utils.InfoCmp.Capability;

/** Brings canvases to a terminal; sends only what differs from the one before. */
final class Painter {

    private static final int RGB_MASK = Look.RGB - 1;

    private final Terminal terminal;
    private final Display display;
    private final Map<Role, AttributedStyle> styles = new EnumMap<>(Role.class);
    private boolean cursorShows = true;

    Painter(Terminal terminal, Theme theme) {
        this.terminal = terminal;
        this.display = new Display(terminal, true);
        for (Role role : Role.values()) {
            styles.put(role, style(theme.look(role)));
        }
    }

    private static AttributedStyle style(Look look) {
        AttributedStyle style = AttributedStyle.DEFAULT;
        if (look.foreground() != Look.DEFAULT) {
            style = look.foreground() >= Look.RGB
                    ? style.foregroundRgb(look.foreground() & RGB_MASK)
                    : style.foreground(look.foreground());
        }
        if (look.background() != Look.DEFAULT) {
            style = look.background() >= Look.RGB
                    ? style.backgroundRgb(look.background() & RGB_MASK)
                    : style.background(look.background());
        }
        style = look.bold() ? style.bold() : style;
        style = look.underline() ? style.underline() : style;
        return look.standout() ? style.inverse() : style;
    }

    /** Draw everything anew the next time. */
    void forget(Size size) {
        display.clear();
        display.resize(size.getRows(), size.getColumns());
    }

    void paint(Canvas canvas, Size size) {
        List<AttributedString> lines = new ArrayList<>(canvas.height());
        for (int row = 0; row < canvas.height(); row++) {
            AttributedStringBuilder line = new AttributedStringBuilder(canvas.width());
            for (Canvas.Run run : canvas.runs(row)) {
                line.append(run.text(), styles.get(run.role()));
            }
            lines.add(line.toAttributedString());
        }
        boolean shows = canvas.cursorRow() >= 0;
        if (cursorShows && !shows) {
            terminal.puts(Capability.cursor_invisible);
        }
        int cursor = size.cursorPos(Math.max(0, canvas.cursorRow()), Math.max(0, canvas.cursorColumn()));
        display.update(lines, cursor);
        if (shows && !cursorShows) {
            terminal.puts(Capability.cursor_normal);
        }
        cursorShows = shows;
        terminal.flush();
    }
}
