/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import io.opsswitch.common.ProgramVersion;
import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.daemon.OptionParser;
import io.opsswitch.common.daemon.OptionParser.Arg;
import io.opsswitch.common.daemon.OvsDirs;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.features.Features;
import io.opsswitch.ovsdb.client.OvsdbClients;
import io.opsswitch.vswitchd.Vswitchd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The program ovs-vswitchd: switches packets as an Open_vSwitch database says, until it is told to end. */
public final class OvsVswitchdMain {

    private static final String PROGRAM = "ovs-vswitchd";
    private static final Vlog VLOG = Vlog.module("vswitchd");

    private static final String HELP = """
            usage: ovs-vswitchd [OPTION]... [DATABASE]
            Switches packets as the Open_vSwitch database at DATABASE says
            (default: unix:RUNDIR/db.sock, where RUNDIR is OVS_RUNDIR or the image's).

            Switch:
              --enable-dummy           allow interfaces of type "dummy", for tests
              --disable-system         do not use the datapath of the kernel
              --disable-system-route   accepted; the system's routes are not used
              --mlockall               accepted; a JVM cannot lock its memory

            Daemon:
              --detach                 return when the configuration is in effect, and
                                       let the daemon run on
              --pidfile[=FILE]         write the process id to FILE
              --overwrite-pidfile      even if another daemon holds that file
              --no-chdir               accepted; this daemon never changes its folder
              --unixctl=SOCKET         control socket, or "none"

            Logging:
              -v, --verbose=SPEC       set levels as ovs-appctl vlog/set does
              --log-file[=FILE]        log to FILE

            Other:
              -h, --help               print this
              -V, --version            print the version
            """;

    private final Daemon daemon = new Daemon(PROGRAM, OvsDirs.current());
    private boolean dummies;
    private boolean systemDisabled;

    private OvsVswitchdMain() {}

    /** Run the program. */
    public static void main(String[] args) {
        Daemon.run(PROGRAM, () -> new OvsVswitchdMain().run(args));
    }

    private @Nullable Integer run(String... args) throws ExitException {
        boolean[] informed = {false};
        OptionParser parser = new OptionParser()
                .option("help", 'h', Arg.NONE, value -> informed[0] = print(HELP))
                .option("version", 'V', Arg.NONE, value -> informed[0] = print(ProgramVersion.of(PROGRAM) + "\n"));
        addSwitchOptions(parser);
        daemon.addOptions(parser);
        List<String> operands = parser.parse(args);
        if (informed[0]) {
            return 0;
        }
        if (operands.size() > 1) {
            throw new ExitException("at most one non-option argument accepted; use --help for usage");
        }
        String remote = operands.isEmpty() ? "unix:" + daemon.dirs().rundir().resolve("db.sock") : operands.get(0);
        Features features = features();
        daemon.start();
        Vswitchd vswitchd = start(features, remote);
        VLOG.info("%s", ProgramVersion.of(PROGRAM));
        daemon.onExit(vswitchd::close);
        daemon.startControl();
        vswitchd.configured().join();
        daemon.ready();
        // The switch has no thread that keeps the JVM alive; signals and the control command end it.
        new CompletableFuture<Void>().join();
        return null;
    }

    private void addSwitchOptions(OptionParser parser) {
        parser.option("enable-dummy", Arg.OPTIONAL, value -> {
                    if (value != null) {
                        throw new ExitException(
                                "--enable-dummy=" + value + " is not supported: use --enable-dummy, which"
                                        + " allows interfaces of type dummy beside the others");
                    }
                    dummies = true;
                })
                .option("disable-system", Arg.NONE, value -> systemDisabled = true)
                .option("disable-system-route", Arg.NONE, value -> {})
                .option(
                        "mlockall",
                        Arg.NONE,
                        value -> VLOG.err("mlockall failed: a JVM cannot lock its memory; use swapoff, or a control"
                                + " group without swap"));
        for (String tls : new String[] {
            "private-key", "certificate", "ca-cert", "bootstrap-ca-cert", "peer-ca-cert", "ssl-protocols", "ssl-ciphers"
        }) {
            parser.option(tls, Arg.REQUIRED, value -> VLOG.info("--%s has no effect: TLS is not supported yet", tls));
        }
        for (String dpdk : new String[] {"dpdk", "hw-rawio-access", "dummy-numa"}) {
            parser.option(dpdk, Arg.OPTIONAL, value -> {
                throw new ExitException("--" + dpdk + " is not supported: this switch does not use DPDK");
            });
        }
    }

    private Vswitchd start(Features features, String remote) throws ExitException {
        Vswitchd.Builder builder = Vswitchd.builder()
                .features(features)
                .commands(daemon.commands())
                .allowDummies(dummies);
        if (systemDisabled) {
            builder.withoutDatapath("system");
        }
        try {
            return builder.start((tables, listener) -> OvsdbClients.connect(remote, "Open_vSwitch", tables, listener));
        } catch (IllegalArgumentException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    /** Return the features of the image that this program belongs to; all that are there if it belongs to none. */
    private static Features features() throws ExitException {
        String home = System.getProperty("ops.home", "");
        Path configuration = Path.of(home, "share", "ops", ".ops-config");
        if (home.isEmpty() || !Files.exists(configuration)) {
            return Features.unrestricted();
        }
        try {
            return Features.read(configuration);
        } catch (IOException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    private static boolean print(String text) {
        System.out.print(text);
        return true;
    }
}
