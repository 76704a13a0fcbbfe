/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.ui.screen.Canvas;
import io.opsswitch.kconfig.ui.screen.Role;
import java.util.ArrayList;
import java.util.List;

/** The lines at the bottom that tell the keys, the most important first; what has no room is left out. */
final class Hints {

    private static final String GAP = "  ";

    private Hints() {}

    static void draw(Canvas canvas, int row, int rows, String... hints) {
        List<String> lines = lay(canvas.width() - 1, hints);
        for (int i = 0; i < rows; i++) {
            canvas.fillRow(row + i, Role.HELP);
            if (i < lines.size()) {
                canvas.put(row + i, 1, lines.get(i), Role.HELP);
            }
        }
    }

    private static List<String> lay(int width, String... hints) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String hint : hints) {
            if (!line.isEmpty() && line.length() + GAP.length() + hint.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : GAP).append(hint);
        }
        lines.add(line.toString());
        return lines;
    }
}
