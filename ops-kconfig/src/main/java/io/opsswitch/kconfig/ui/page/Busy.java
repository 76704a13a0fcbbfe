/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.input.Key.Special;
import io.opsswitch.kconfig.ui.screen.Box;
import io.opsswitch.kconfig.ui.screen.Canvas;
import io.opsswitch.kconfig.ui.screen.Role;
import io.opsswitch.kconfig.ui.screen.TextFlow;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A dialog that stays while something is computed in the background; Esc gives up.
 *
 * <p>The work runs on a thread of its own and must touch nothing that the menu has, only copies. The result is handed
 * over to the menu's thread, by {@link #tick}.
 */
final class Busy<T> implements Page {

    private static final int WIDTH = 50;

    private final String title;
    private final String text;
    private final FutureTask<T> task;
    private final Consumer<T> then;

    private Busy(String title, String text, Supplier<T> work, Consumer<T> then) {
        this.title = title;
        this.text = text;
        this.task = new FutureTask<>(work::get);
        this.then = then;
    }

    /** Start working, and show the dialog. */
    static <T> void run(Desk desk, String title, String text, Supplier<T> work, Consumer<T> then) {
        Busy<T> busy = new Busy<>(title, text, work, then);
        Thread thread = new Thread(busy.task, "menuconfig-search");
        thread.setDaemon(true);
        thread.start();
        desk.push(busy);
    }

    @Override
    public boolean isDialog() {
        return true;
    }

    @Override
    public boolean tick(Desk desk) {
        if (!task.isDone()) {
            return false;
        }
        desk.remove(this);
        try {
            then.accept(task.get());
        } catch (ExecutionException e) {
            desk.push(new Message("Error", title + " failed: " + e.getCause()));
        } catch (CancellationException e) {
            desk.note("Given up");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    @Override
    public void handle(Key key, Desk desk) {
        if (key == Special.ESCAPE) {
            task.cancel(true);
            desk.remove(this);
            desk.note("Given up");
        }
    }

    @Override
    public void draw(Canvas canvas, Desk desk) {
        List<String> rows = TextFlow.wrap(text, Math.min(Box.widest(canvas), WIDTH), 0);
        Box box = Box.draw(canvas, title, rows.size() + 2, WIDTH);
        for (int i = 0; i < rows.size(); i++) {
            box.put(canvas, i, rows.get(i), Role.BODY);
        }
        box.put(canvas, rows.size() + 1, "Esc: give up", Role.BODY);
    }
}
