/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.model.ConfigFile;
import io.opsswitch.kconfig.ui.model.Editor;
import io.opsswitch.kconfig.ui.model.MenuModel;
import io.opsswitch.kconfig.ui.model.Modes;
import io.opsswitch.kconfig.ui.model.Session;
import io.opsswitch.kconfig.ui.screen.Canvas;
import io.opsswitch.kconfig.ui.screen.Role;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The pages and dialogs that are open, the topmost last, and what they work on.
 *
 * <p>Takes keys and draws on a canvas; knows no terminal. Owned by the thread that made it; what runs in the background
 * works on copies and is looked after by {@link #tick}.
 */
public final class Desk {

    /** A second Esc within this time is the other half of mconf's Esc Esc. */
    private static final long ESCAPE_NANOS = 300_000_000L;

    private static final int LEAST_WIDTH = 20;
    private static final int LEAST_HEIGHT = 5;

    private final Session session;
    private final MenuModel model;
    private final Editor editor;
    private final ConfigFile file;
    private final LongSupplier nanos;
    private final List<Page> pages = new ArrayList<>();
    private String note = "";
    private boolean over;
    private boolean saved;
    private boolean differs;
    private long lastEscape;
    private boolean escaped;

    /**
     * Create a desk with the menu on it, and above it what was wrong at the start.
     *
     * @param singleMenu whether menus open in place
     * @param notices what else to tell at the start
     * @param nanos the clock, in nanoseconds
     */
    public Desk(Session session, boolean singleMenu, List<String> notices, LongSupplier nanos) {
        this.session = session;
        this.model = new MenuModel(session.configuration(), new Modes(singleMenu));
        this.editor = new Editor(session.configuration());
        this.file = new ConfigFile(session.configuration(), session.prefix(), session.file());
        this.nanos = nanos;
        this.pages.add(new MenuPage());
        checkDisk();
        Problems.atStart(this, notices);
    }

    Session session() {
        return session;
    }

    MenuModel model() {
        return model;
    }

    Editor editor() {
        return editor;
    }

    ConfigFile file() {
        return file;
    }

    /** Put a page on top. */
    void push(Page page) {
        pages.add(page);
    }

    /** Take a page away, wherever it lies. */
    void remove(Page page) {
        pages.remove(page);
    }

    /** Take everything away but the menu. */
    void clear() {
        pages.subList(1, pages.size()).clear();
    }

    Page top() {
        return pages.get(pages.size() - 1);
    }

    /** Tell the user something at the bottom of the menu, until the next key. */
    void note(String text) {
        note = text;
    }

    String note() {
        return note;
    }

    /** Show a symbol's entry in the menu. */
    void jump(MenuNode node) {
        clear();
        if (model.jump(node)) {
            note("Everything is shown now, since the entry is hidden; A hides it again");
        }
    }

    /** Compute everything anew after values have changed. */
    void refresh() {
        model.refresh();
    }

    /** Remember that the file has what the menu shows. */
    void settle() {
        editor.settle();
        checkDisk();
    }

    /** Remember that the file was written. */
    void markSaved() {
        saved = true;
    }

    private void checkDisk() {
        differs = Quitting.wouldChange(file);
    }

    /** Tell whether the title is to say that something is not saved. */
    boolean isModified() {
        return differs || editor.hasChanged();
    }

    /** Leave the menu. */
    void finish() {
        over = true;
    }

    /** Tell whether the user has left. */
    public boolean isOver() {
        return over;
    }

    /** Tell whether the file was written. */
    public boolean wasSaved() {
        return saved;
    }

    /** React to a key. */
    public void handle(Key key) {
        if (key != Key.Special.ESCAPE) {
            escaped = false;
        } else if (isSecondEscape()) {
            return;
        }
        note = "";
        if (key.isCtrl('c')) {
            Quitting.ask(this);
        } else {
            top().handle(key, this);
        }
    }

    private boolean isSecondEscape() {
        long now = nanos.getAsLong();
        boolean second = escaped && now - lastEscape < ESCAPE_NANOS;
        escaped = !second;
        lastEscape = now;
        return second;
    }

    /** Look after what goes on in the background; return whether the screen has to be drawn anew. */
    public boolean tick() {
        return top().tick(this);
    }

    /** Draw. */
    public Canvas draw(int width, int height, Charset charset) {
        Canvas canvas = new Canvas(width, height, charset);
        if (width < LEAST_WIDTH || height < LEAST_HEIGHT) {
            canvas.put(0, 0, "too small", Role.TEXT);
            return canvas;
        }
        int base = pages.size() - 1;
        while (pages.get(base).isDialog()) {
            base--;
        }
        for (Page page : pages.subList(base, pages.size())) {
            canvas.cursor(-1, -1);
            page.draw(canvas, this);
        }
        return canvas;
    }
}
