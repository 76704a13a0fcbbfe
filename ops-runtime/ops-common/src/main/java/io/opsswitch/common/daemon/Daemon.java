/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.daemon;

import io.opsswitch.common.daemon.OptionParser.Arg;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlServer;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a daemon does around its own work: options, log file, pidfile, control socket, telling the launcher that it is
 * ready, and an orderly exit on SIGTERM, SIGINT or the control command {@code exit}.
 *
 * <p><b>Detaching.</b> A JVM cannot fork, so the launcher script starts it in a session of its own with standard output
 * being a pipe to the script. When the daemon serves, it writes the line {@code ready} there and closes both standard
 * streams (the JDK then puts /dev/null in their place). The script sees the end of the pipe: with the line it exits 0,
 * without it 1; the reason has then been printed already. A program that goes on printing after it has detached gets
 * another file for that line, {@code -Dops.ready}, and keeps its standard streams.
 *
 * <p><b>Monitoring.</b> With {@code --monitor} the script stays and starts the daemon again after a crash; it hands over
 * what it has to report in {@code ops.crash}, and the name of a file for the daemon's own state in {@code ops.state}.
 *
 * <p>Used by the main thread only, except for {@link #onExit}.
 */
public final class Daemon {

    private static final Vlog VLOG = Vlog.module("daemon");

    private final String program;
    private final OvsDirs dirs;
    private final ControlCommands commands;
    private final Deque<Runnable> exitActions = new ArrayDeque<>();
    private volatile boolean cleansUp;
    private boolean detach = Boolean.getBoolean("ops.detach");
    private @Nullable Path pidfile;
    private boolean overwritePidfile;
    private @Nullable Path logFile;
    private boolean logOpen;
    private @Nullable String unixctl;

    /** Create the daemon of a program; logging takes its name at once. */
    public Daemon(String program, OvsDirs dirs) {
        this.program = program;
        this.dirs = dirs;
        this.commands = new ControlCommands(program);
        VlogConfig.setProgram(program);
    }

    /** Add the daemon's options, the logging options and {@code --unixctl} to a program's own. */
    public void addOptions(OptionParser parser) {
        parser.option("detach", Arg.NONE, value -> detach = true)
                .option("no-chdir", Arg.NONE, value -> {})
                .option("no-self-confinement", Arg.NONE, value -> {})
                .option(
                        "pidfile",
                        Arg.OPTIONAL,
                        value -> pidfile = dirs.rundir().resolve(value == null ? program + ".pid" : value))
                .option("overwrite-pidfile", Arg.NONE, value -> overwritePidfile = true)
                .option("monitor", Arg.NONE, value -> {
                    if (!Boolean.getBoolean("ops.monitored")) {
                        throw new ExitException("--monitor needs the launcher script bin/" + program
                                + "; start that, or leave the option out");
                    }
                })
                .option("user", Arg.REQUIRED, value -> {
                    if (!String.valueOf(value).equals(System.getProperty("ops.user"))) {
                        throw new ExitException("--user needs the launcher script bin/" + program
                                + "; start that, or leave the option out");
                    }
                })
                .option("unixctl", Arg.REQUIRED, value -> unixctl = value);
        addLogOptions(parser, value -> logFile = value);
    }

    /** Takes the name of the log file. */
    private interface LogFile {
        void set(Path path);
    }

    private void addLogOptions(OptionParser parser, LogFile target) {
        parser.option("verbose", 'v', Arg.OPTIONAL, value -> {
                    try {
                        VlogConfig.set(value == null ? "" : value);
                    } catch (IllegalArgumentException e) {
                        throw new ExitException("processing \"" + value + "\": " + e.getMessage());
                    }
                })
                .option(
                        "log-file",
                        Arg.OPTIONAL,
                        value -> target.set(
                                value == null
                                        ? dirs.logdir().resolve(program + ".log")
                                        : Path.of(value).toAbsolutePath()))
                .option(
                        "syslog-method",
                        Arg.REQUIRED,
                        value -> syslog(VlogConfig::setSyslogMethod, String.valueOf(value)))
                .option(
                        "syslog-target",
                        Arg.REQUIRED,
                        value -> syslog(VlogConfig::setSyslogTarget, String.valueOf(value)));
    }

    private static void syslog(Consumer<String> setting, String value) throws ExitException {
        try {
            setting.accept(value);
        } catch (IllegalArgumentException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    /** Return the commands of the control socket, to which the program adds its own. */
    public ControlCommands commands() {
        return commands;
    }

    /** Return the folders in use. */
    public OvsDirs dirs() {
        return dirs;
    }

    /** Open the log file if one is asked for; programs that always are daemons leave this to {@link #start}. */
    public void openLog() throws ExitException {
        if (logFile == null || logOpen) {
            return;
        }
        try {
            createFolder(dirs.logdir());
            VlogConfig.openFile(logFile);
            logOpen = true;
        } catch (IOException e) {
            throw new ExitException("failed to open " + e.getMessage());
        }
    }

    private static void createFolder(Path folder) throws IOException {
        if (System.getProperty("ops.home") != null) {
            Files.createDirectories(folder);
        }
    }

    /** Return whether the program is to let its starter go on once it is {@link #ready}. */
    public boolean isDetaching() {
        return detach;
    }

    /** Open the log file and take the pidfile; from here on the exit actions run at the end, in reverse order. */
    public void start() throws ExitException {
        try {
            createFolder(dirs.logdir());
            createFolder(dirs.rundir());
        } catch (IOException e) {
            throw new ExitException("failed to open " + e.getMessage());
        }
        openLog();
        String crash = System.getProperty("ops.crash", "");
        if (!crash.isEmpty()) {
            Vlog.module("daemon_unix").err("%s", crash);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::runExitActions, "exit"));
        DaemonHost host = DaemonHost.current();
        if (host != null) {
            host.onEnd(this::runExitActions);
        }
        if (pidfile != null) {
            PidFile held = PidFile.create(pidfile, overwritePidfile);
            onExit(() -> closeQuietly(held));
        }
    }

    /** Listen on the control socket; {@code none} as {@code --unixctl} means no socket. */
    public void startControl() throws ExitException {
        if ("none".equals(unixctl)) {
            return;
        }
        Path path = dirs.rundir()
                .resolve(
                        unixctl != null
                                ? unixctl
                                : program + "." + ProcessHandle.current().pid() + ".ctl");
        try {
            ControlServer server = ControlServer.start(
                    path, commands, arguments -> cleansUp = arguments.contains("--cleanup"), Daemon::end);
            onExit(() -> closeQuietly(server));
        } catch (IOException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    private static void end() {
        DaemonHost host = DaemonHost.current();
        if (host == null) {
            System.exit(0);
        } else {
            host.end();
        }
    }

    /** Wait for something, but no longer than until the program is to end. */
    public void await(CompletableFuture<?> event) {
        DaemonHost host = DaemonHost.current();
        if (host == null) {
            event.join();
        } else {
            CompletableFuture.anyOf(event, host.asked()).join();
        }
    }

    /** Wait until the program is to end: for one whose own threads do not keep the process alive. */
    public void awaitEnd() {
        await(new CompletableFuture<Void>());
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            VLOG.warn("clean-up at exit failed: %s", e.getMessage());
        }
    }

    /** Return whether the command that ends this process asks for what would outlast it to be removed. */
    public boolean cleansUp() {
        return cleansUp;
    }

    /** Have something done at the orderly end of the process, before what was asked for earlier. */
    public void onExit(Runnable action) {
        synchronized (exitActions) {
            exitActions.push(action);
        }
    }

    private void runExitActions() {
        for (; ; ) {
            Runnable action;
            synchronized (exitActions) {
                action = exitActions.poll();
            }
            if (action == null) {
                return;
            }
            try {
                action.run();
            } catch (RuntimeException e) {
                VLOG.err("clean-up at exit failed: %s", e);
            }
        }
    }

    /** Tell whoever started the daemon that it serves; with {@code --detach} let go of the standard streams. */
    public void ready() throws ExitException {
        if (!detach) {
            return;
        }
        if (!Boolean.getBoolean("ops.detach")) {
            throw new ExitException(
                    "--detach needs the launcher script bin/" + program + "; start that, or leave the option out");
        }
        VlogConfig.closeConsole();
        String other = System.getProperty("ops.ready");
        if (other != null) {
            try (FileOutputStream pipe = new FileOutputStream(other, true)) {
                pipe.write("ready\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new ExitException("could not tell the launcher that the program is ready: " + e.getMessage());
            }
            return;
        }
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out);
                FileOutputStream err = new FileOutputStream(FileDescriptor.err)) {
            PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
            System.setOut(nowhere);
            System.setErr(nowhere);
            out.write("ready\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            VLOG.warn("could not tell the launcher that the daemon is ready: %s", e.getMessage());
        }
    }

    /** Print no errors any more if the program has detached; for one that keeps its output only. */
    public void closeErrors() {
        if (!detach) {
            return;
        }
        try (FileOutputStream err = new FileOutputStream(FileDescriptor.err)) {
            System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        } catch (IOException e) {
            VLOG.warn("could not close the standard error: %s", e.getMessage());
        }
    }

    /** A program's main part. */
    @FunctionalInterface
    public interface Main {
        /** Run until there is nothing left to do on the main thread; return the exit status, or null to live on. */
        @Nullable
        Integer run() throws ExitException;
    }

    /**
     * Run a program: print the message of an {@link ExitException} as Open vSwitch's programs do, and exit; in a process
     * that is a {@link DaemonHost}'s leave that to the host, and log the message as well.
     */
    @SuppressWarnings("SystemExitOutsideMain")
    public static void run(String program, Main main) {
        Integer status;
        try {
            status = main.run();
        } catch (ExitException e) {
            String message = String.valueOf(e.getMessage());
            if (!message.isEmpty()) {
                if (DaemonHost.current() == null) {
                    VLOG.dbg("%s", message);
                } else {
                    VLOG.emer("%s", message);
                }
                System.err.println(program + ": " + message);
            }
            status = e.status();
        }
        System.out.flush();
        DaemonHost host = DaemonHost.current();
        if (host != null) {
            host.setStatus(status);
        } else if (status != null) {
            System.exit(status);
        }
    }
}
