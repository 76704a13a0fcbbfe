/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import java.util.ArrayList;
import java.util.List;

/** Tells all keys. */
final class KeysPage {

    private static final int WIDTH = 24;

    private static final String[][] KEYS = {
        {"Up Down  k j", "select the entry above or below"},
        {"PgUp PgDn", "a page up or down; Ctrl-U and Ctrl-D: half a page"},
        {"Home End  g G", "the first or last entry"},
        {"1-9 0", "the next entry whose text starts with the digit"},
        {"Enter", "open the menu, pick the member, change the value"},
        {"Space", "change the value; for a menu, open it"},
        {"Right  l", "open the menu"},
        {"Left Esc Backspace  h F5", "leave the menu; at the top, quit"},
        {"y m n", "set to yes, module or no; what is refused asks how to get it"},
        {"r", "take your value back, so that the default counts"},
        {"/  F8", "search names and texts, and go there"},
        {"?  F2", "everything about the entry"},
        {"H  F1", "its help; F shows it below the menu all the time"},
        {"w", "why it has its value"},
        {"+", "how to get a value that the menu refuses"},
        {"=", "what changed: against the file, defaults, other files"},
        {"!", "what is wrong with the configuration"},
        {"C", "show names or not"},
        {"A Z F4", "show what is hidden or not"},
        {"S F6, D", "save; save only what differs from the defaults"},
        {"O F7", "load"},
        {"Q F9 Ctrl-C", "quit"},
        {"Ctrl-L", "draw the screen anew"},
        {"mouse", "click selects, click again opens or changes, wheel scrolls"},
    };

    private static final String[] MARKS = {
        "",
        "[*] [ ]    yes or no            <*> <M> < >   yes, module or no",
        "{*} {M}    at least module, since others select it",
        "-*- -M-    fixed by others      (X) ( )       picked or not",
        "(text)     a number or text     --->          a menu; ---- an empty one",
        "(NEW)      nobody has said anything about it",
    };

    private KeysPage() {}

    static void open(Desk desk) {
        List<Line> lines = new ArrayList<>();
        for (String[] key : KEYS) {
            lines.add(Line.of(key[0] + " ".repeat(Math.max(2, WIDTH - key[0].length())) + key[1]));
        }
        for (String mark : MARKS) {
            lines.add(Line.of(mark));
        }
        desk.push(new LinesPage("Keys and marks", lines));
    }
}
