/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.terminal;

import io.opsswitch.kconfig.ui.input.CharSource;
import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.input.KeyDecoder;
import io.opsswitch.kconfig.ui.page.Desk;
import io.opsswitch.kconfig.ui.screen.Theme;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.MouseTracking;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;
import org.jline.utils.NonBlockingReader;
import org.jline.utils.ShutdownHooks;

/**
 * The terminal of this process, on which a desk is shown.
 *
 * <p>One thread reads keys, works and draws. Signals only leave a mark that it looks at several times a second. The
 * terminal is put back as it was when the desk is left, by whatever way, and when the process is told to end.
 */
public final class Console implements AutoCloseable {

    private static final long TICK_MILLIS = 100;
    private static final int LEAST_COLOURS = 8;
    private static final Size USUAL = new Size(80, 24);

    private final Terminal terminal;
    private final ShutdownHooks.Task hook;
    private final AtomicBoolean resized = new AtomicBoolean(true);
    private final AtomicBoolean interrupted = new AtomicBoolean();

    /** Whether pages are on the screen now; guards what is drawn against the end of the process. */
    private boolean showing;

    private Console() throws IOException {
        // JLine runs hooks in the order in which they were added, and one of its own closes the terminal.
        this.hook = ShutdownHooks.add(this::leaveScreen);
        this.terminal = TerminalBuilder.builder().system(true).dumb(true).build();
    }

    /** Open the terminal; where there is none, one that {@link #canShowPages} not. */
    public static Console open() throws IOException {
        return new Console();
    }

    /** Tell whether pages can be shown: there is a terminal, and it can move its cursor. */
    public boolean canShowPages() {
        return !terminal.getType().startsWith(Terminal.TYPE_DUMB)
                && terminal.getStringCapability(Capability.cursor_address) != null;
    }

    /** Tell whether there are colours. */
    public boolean hasColours() {
        Integer colours = terminal.getNumericCapability(Capability.max_colors);
        return colours != null && colours >= LEAST_COLOURS;
    }

    /**
     * Show a desk until the user leaves it.
     *
     * @throws IOException when the terminal goes away
     */
    public void show(Desk desk, Theme theme) throws IOException {
        Attributes before = terminal.enterRawMode();
        try {
            Attributes raw = terminal.getAttributes();
            raw.setLocalFlag(LocalFlag.ISIG, false);
            terminal.setAttributes(raw);
            terminal.handle(Signal.WINCH, signal -> resized.set(true));
            terminal.handle(Signal.CONT, signal -> resized.set(true));
            terminal.handle(Signal.INT, signal -> interrupted.set(true));
            enterScreen();
            loop(desk, new Painter(terminal, theme));
        } finally {
            leaveScreen();
            terminal.setAttributes(before);
        }
    }

    private synchronized void enterScreen() {
        showing = true;
        terminal.puts(Capability.enter_ca_mode);
        terminal.puts(Capability.keypad_xmit);
        terminal.trackMouse(MouseTracking.Normal);
    }

    private synchronized void leaveScreen() {
        if (!showing) {
            return;
        }
        showing = false;
        terminal.trackMouse(MouseTracking.Off);
        terminal.puts(Capability.keypad_local);
        terminal.puts(Capability.cursor_normal);
        terminal.puts(Capability.exit_ca_mode);
        terminal.flush();
    }

    private synchronized void paint(Painter painter, Desk desk, Size size) {
        if (showing) {
            painter.paint(desk.draw(size.getColumns(), size.getRows(), terminal.outputEncoding()), size);
        }
    }

    private void loop(Desk desk, Painter painter) throws IOException {
        NonBlockingReader reader = terminal.reader();
        KeyDecoder keys = new KeyDecoder(timeout -> next(reader, timeout));
        Size size = USUAL;
        boolean stale = true;
        while (!desk.isOver()) {
            if (resized.getAndSet(false)) {
                size = size();
                painter.forget(size);
                stale = true;
            }
            if (stale && reader.available() == 0) {
                paint(painter, desk, size);
                stale = false;
            }
            Key key = interrupted.getAndSet(false) ? Key.ctrl('c') : keys.next(TICK_MILLIS);
            if (key == null) {
                stale |= desk.tick();
            } else if (key.isCtrl('l')) {
                resized.set(true);
            } else {
                desk.handle(key);
                stale = true;
            }
        }
    }

    private Size size() {
        Size size = terminal.getSize();
        return size.getColumns() > 0 && size.getRows() > 0 ? size : USUAL;
    }

    private static int next(NonBlockingReader reader, long timeoutMillis) throws IOException {
        int c = reader.read(timeoutMillis);
        return switch (c) {
            case NonBlockingReader.READ_EXPIRED -> CharSource.NONE;
            case NonBlockingReader.EOF -> CharSource.END;
            default -> c;
        };
    }

    @Override
    public void close() throws IOException {
        ShutdownHooks.remove(hook);
        terminal.close();
    }
}
