/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.input.Key.Special;
import io.opsswitch.kconfig.ui.model.MenuModel;
import io.opsswitch.kconfig.ui.model.Modes;
import io.opsswitch.kconfig.ui.model.Nodes;
import java.util.Locale;

/** What the keys do in the menu: those of mconf, nconf and Kconfiglib's menuconfig together, and some more. */
final class MenuKeys {

    private static final int WHEEL = 3;
    private static final int LAST_ASCII = 0x7f;

    private final MenuPage page;

    MenuKeys(MenuPage page) {
        this.page = page;
    }

    void handle(Key key, Desk desk) {
        if (key instanceof Special special) {
            special(special, desk);
        } else if (key instanceof Key.Mouse mouse) {
            mouse(mouse, desk);
        } else if (key instanceof Key.Typed typed && !typed.alt() && typed.codePoint() <= LAST_ASCII) {
            typed((char) typed.codePoint(), desk);
        }
    }

    private void move(int count, Desk desk) {
        desk.model().select(desk.model().selected() + count);
    }

    private void special(Special key, Desk desk) {
        switch (key) {
            case UP -> move(-1, desk);
            case DOWN -> move(1, desk);
            case PAGE_UP -> move(-page.listHeight(), desk);
            case PAGE_DOWN -> move(page.listHeight(), desk);
            case HOME -> desk.model().select(0);
            case END -> desk.model().select(Integer.MAX_VALUE);
            case ENTER -> Actions.activate(desk);
            case RIGHT -> Actions.enter(desk);
            case LEFT, BACKSPACE, ESCAPE, F5 -> leave(desk);
            case F1 -> Inquiry.help(desk);
            case F2 -> Inquiry.info(desk);
            case F3 -> KeysPage.open(desk);
            case F4 -> showAll(desk);
            case F6 -> FileActions.save(desk);
            case F7 -> FileActions.load(desk);
            case F8 -> SearchPage.open(desk);
            case F9 -> Quitting.ask(desk);
            case TAB, BACK_TAB, INSERT, DELETE, F10, F11, F12 -> {
                // Nothing in the menu.
            }
        }
    }

    private void typed(char c, Desk desk) {
        switch (c) {
            case 'k', 'K' -> move(-1, desk);
            case 'j', 'J' -> move(1, desk);
            case 'l', 'L' -> Actions.enter(desk);
            case 'h' -> leave(desk);
            case 'g' -> desk.model().select(0);
            case 'G' -> desk.model().select(Integer.MAX_VALUE);
            case ' ' -> Actions.toggle(desk);
            case 'y', 'Y' -> Actions.set(desk, Tristate.Y);
            case 'm', 'M' -> Actions.set(desk, Tristate.M);
            case 'n', 'N' -> Actions.set(desk, Tristate.N);
            case 'r', 'R' -> Actions.reset(desk);
            case '/' -> SearchPage.open(desk);
            case '?' -> Inquiry.info(desk);
            case 'H' -> Inquiry.help(desk);
            case 'w', 'W' -> Inquiry.why(desk);
            case '+' -> Inquiry.reach(desk);
            case '=' -> ChangesPage.open(desk);
            case '!' -> Problems.open(desk);
            case 'f', 'F' -> desk.model().modes().help(!desk.model().modes().help());
            case 'c', 'C' -> desk.model().modes().names(!desk.model().modes().names());
            case 'a', 'A', 'z', 'Z' -> showAll(desk);
            case 's', 'S' -> FileActions.save(desk);
            case 'o', 'O' -> FileActions.load(desk);
            case 'd', 'D' -> FileActions.saveMinimal(desk);
            case 'q', 'Q' -> Quitting.ask(desk);
            default -> control(c, desk);
        }
    }

    private void control(char c, Desk desk) {
        int half = Math.max(1, page.listHeight() / 2);
        if (Key.of(c).isCtrl('d')) {
            move(half, desk);
        } else if (Key.of(c).isCtrl('u')) {
            move(-half, desk);
        } else if (c >= '0' && c <= '9') {
            hotkey(c, desk.model());
        }
    }

    /** Select the next entry whose text starts with a digit; mconf's other hotkeys are letters that mean something here. */
    private static void hotkey(char digit, MenuModel model) {
        int size = model.rows().size();
        for (int step = 1; step <= size; step++) {
            int position = (model.selected() + step) % size;
            String title = Nodes.title(model.rows().get(position).node()).toLowerCase(Locale.ROOT);
            int first = 0;
            while (first < title.length() && !Character.isLetterOrDigit(title.charAt(first))) {
                first++;
            }
            if (first < title.length() && title.charAt(first) == digit) {
                model.select(position);
                return;
            }
        }
    }

    private static void leave(Desk desk) {
        if (!desk.model().leave()) {
            Quitting.ask(desk);
        }
    }

    private static void showAll(Desk desk) {
        Modes modes = desk.model().modes();
        modes.all(!modes.all());
        desk.refresh();
    }

    private void mouse(Key.Mouse mouse, Desk desk) {
        MenuModel model = desk.model();
        switch (mouse.action()) {
            case WHEEL_UP -> model.scroll(-WHEEL, page.listHeight());
            case WHEEL_DOWN -> model.scroll(WHEEL, page.listHeight());
            case CLICK -> click(page.positionAt(mouse.row(), model), desk);
        }
    }

    /** A click on the selected row does what Enter does; one on another row selects it. */
    private static void click(int position, Desk desk) {
        MenuNode before = desk.model().current();
        if (position < 0) {
            return;
        }
        desk.model().select(position);
        if (desk.model().current() == before) {
            Actions.activate(desk);
        }
    }
}
