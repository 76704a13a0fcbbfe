/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.daemon.OptionParser;
import io.opsswitch.common.daemon.OptionParser.Arg;
import io.opsswitch.common.daemon.OvsDirs;
import io.opsswitch.common.unixctl.ControlClient;
import io.opsswitch.common.unixctl.ControlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program ovs-appctl(8): sends a command to the control socket of a running daemon and prints the reply. */
public final class OvsAppctlMain {

    private static final String PROGRAM = "ovs-appctl";

    private static final String HELP = """
            usage: ovs-appctl [OPTION]... COMMAND [ARG]...
            Sends COMMAND to a daemon and prints its reply; "list-commands" lists what a daemon knows.

              -t, --target=TARGET  pidfile's name, such as ovsdb-server, or a socket's absolute path
                                   (default: ovs-vswitchd)
              -T, --timeout=SECS   give up after so many seconds
              -h, --help           print this
              -V, --version        print the version
            """;

    private String target = "ovs-vswitchd";
    private int timeout;

    OvsAppctlMain() {}

    /** Run the program. */
    public static void main(String[] args) {
        Daemon.run(PROGRAM, () -> new OvsAppctlMain().run(args));
    }

    int run(String... args) throws ExitException {
        OptionParser parser = new OptionParser()
                .informing(PROGRAM, HELP)
                .stopAtFirstOperand()
                .option("target", 't', Arg.REQUIRED, value -> target = String.valueOf(value))
                .option("timeout", 'T', Arg.REQUIRED, value -> timeout = seconds(String.valueOf(value)));
        List<String> words = parser.parse(args);
        if (parser.hasInformed()) {
            return 0;
        }
        if (words.isEmpty()) {
            throw new ExitException("at least one non-option argument is required (use --help for help)");
        }
        if (timeout > 0) {
            endAfter(timeout);
        }
        Path socket = socket();
        try {
            System.out.print(ControlClient.run(socket, words.get(0), words.subList(1, words.size())));
            return 0;
        } catch (ControlException e) {
            System.err.print(e.getMessage());
            throw new ExitException(2, target + ": server returned an error");
        } catch (IOException e) {
            throw new ExitException("cannot connect to \"" + socket + "\" (" + e.getMessage() + ")");
        }
    }

    private Path socket() throws ExitException {
        if (Path.of(target).isAbsolute()) {
            return Path.of(target);
        }
        Path rundir = OvsDirs.current().rundir();
        Path pidfile = rundir.resolve(target + ".pid");
        try {
            return rundir.resolve(target + "." + Files.readString(pidfile).strip() + ".ctl");
        } catch (NoSuchFileException e) {
            // A service of Windows has a socket of a fixed name, since nobody can read a pidfile that is locked there.
            Path fixed = rundir.resolve(target + ".ctl");
            if (Files.exists(fixed, LinkOption.NOFOLLOW_LINKS)) {
                return fixed;
            }
            throw new ExitException("cannot read pidfile \"" + pidfile + "\" (No such file or directory)");
        } catch (IOException e) {
            throw new ExitException("cannot read pidfile \"" + pidfile + "\" (" + e.getMessage() + ")");
        }
    }

    private static int seconds(String value) throws ExitException {
        try {
            return Integer.parseUnsignedInt(value);
        } catch (NumberFormatException e) {
            throw new ExitException("value " + value + " on -T or --timeout is invalid");
        }
    }

    /** As the C program's alarm: the process just ends, whatever it waits for. */
    @SuppressWarnings("SystemExitOutsideMain")
    private static void endAfter(int seconds) {
        Thread alarm = new Thread(
                () -> {
                    try {
                        TimeUnit.SECONDS.sleep(seconds);
                    } catch (InterruptedException e) {
                        return;
                    }
                    System.err.println(PROGRAM + ": terminating: no reply within " + seconds + " seconds");
                    Runtime.getRuntime().halt(1);
                },
                "timeout");
        alarm.setDaemon(true);
        alarm.start();
    }
}
