/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import io.opsswitch.common.ProgramVersion;
import io.opsswitch.common.daemon.CoverageCommands;
import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.daemon.OptionParser;
import io.opsswitch.common.daemon.OptionParser.Arg;
import io.opsswitch.common.daemon.OvsDirs;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.Dummies;
import io.opsswitch.features.Features;
import io.opsswitch.ovsdb.client.OvsdbClients;
import io.opsswitch.ovsdb.tls.TlsSettings;
import io.opsswitch.tools.tls.TlsOptions;
import io.opsswitch.vswitchd.Vswitchd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The program ovs-vswitchd: switches packets as an Open_vSwitch database says, until it is told to end. */
public final class OvsVswitchdMain {

    private static final String PROGRAM = "ovs-vswitchd";
    private static final Vlog VLOG = Vlog.module("vswitchd");

    private static final String HELP_START = """
            usage: ovs-vswitchd [OPTION]... [DATABASE]
            Switches packets as the Open_vSwitch database at DATABASE says
            (default: unix:RUNDIR/db.sock, where RUNDIR is OVS_RUNDIR or the image's).

            Switch:
              --enable-dummy[=LEVEL]   allow stand-ins for devices, for tests: those of
                                       type "dummy"; with LEVEL "system" also in the
                                       place of the system's, with "override" of all
              --disable-system         do not use the datapath of the kernel
              --disable-system-route   do not use the routes of the system
              --mlockall               accepted; a JVM cannot lock its memory
              --dummy-numa=NODES       made-up cores for poll threads: the NUMA node of each

            """;

    private static final String HELP_END = """
            Daemon:
              --detach                 return when the configuration is in effect, and
                                       let the daemon run on
              --pidfile[=FILE]         write the process id to FILE
              --overwrite-pidfile      even if another daemon holds that file
              --no-chdir               accepted; this daemon never changes its folder
              --user=USER[:GROUP]      run as that user
              --unixctl=SOCKET         control socket, or "none"

            Logging:
              -v, --verbose=SPEC       set levels as ovs-appctl vlog/set does
              --log-file[=FILE]        log to FILE

            Other:
              -h, --help               print this
              -V, --version            print the version
            """;

    private final Daemon daemon = new Daemon(PROGRAM, OvsDirs.current());
    private final TlsOptions tls = new TlsOptions();
    private Dummies dummies = Dummies.NONE;
    private boolean systemDisabled;
    private boolean systemRoutesDisabled;

    private OvsVswitchdMain() {}

    /** Run the program. */
    public static void main(String[] args) {
        Daemon.run(PROGRAM, () -> new OvsVswitchdMain().run(args));
    }

    private @Nullable Integer run(String... args) throws ExitException {
        OptionParser parser = new OptionParser().informing(PROGRAM, HELP_START + TlsOptions.HELP + HELP_END);
        addSwitchOptions(parser);
        daemon.addOptions(parser);
        List<String> operands = parser.parse(args);
        if (parser.hasInformed()) {
            return 0;
        }
        if (operands.size() > 1) {
            throw new ExitException("at most one non-option argument accepted; use --help for usage");
        }
        String remote = operands.isEmpty() ? "unix:" + daemon.dirs().rundir().resolve("db.sock") : operands.get(0);
        Features features = features();
        CoverageCommands.register(daemon.commands());
        daemon.start();
        Vswitchd vswitchd = start(features, remote);
        VLOG.info("%s", ProgramVersion.banner(PROGRAM));
        daemon.onExit(() -> vswitchd.close(daemon.cleansUp()));
        daemon.startControl();
        daemon.await(vswitchd.configured());
        daemon.ready();
        // The switch has no thread that keeps the JVM alive; signals and the control command end it.
        daemon.awaitEnd();
        return null;
    }

    private void addSwitchOptions(OptionParser parser) {
        parser.option("enable-dummy", Arg.OPTIONAL, value -> dummies = dummies(value))
                .option("disable-system", Arg.NONE, value -> systemDisabled = true)
                .option("disable-system-route", Arg.NONE, value -> systemRoutesDisabled = true)
                .option(
                        "mlockall",
                        Arg.NONE,
                        value -> VLOG.err("mlockall failed: a JVM cannot lock its memory; use swapoff, or a control"
                                + " group without swap"));
        tls.addTo(parser);
        // A made-up topology of processors is for those who test how queues are shared out to them.
        parser.option("dummy-numa", Arg.REQUIRED, value -> System.setProperty("ops.datapath.dummy-numa", value));
        for (String dpdk : new String[] {"dpdk", "hw-rawio-access"}) {
            parser.option(dpdk, Arg.OPTIONAL, value -> {
                throw new ExitException("--" + dpdk + " is not supported: this switch does not use DPDK");
            });
        }
    }

    private static Dummies dummies(@Nullable String level) throws ExitException {
        return switch (level == null ? "" : level) {
            case "" -> Dummies.BESIDE;
            case "system" -> Dummies.SYSTEM;
            case "override" -> Dummies.ALL;
            default -> throw new ExitException(level + ": unknown dummy level; there are system and override");
        };
    }

    private Vswitchd start(Features features, String remote) throws ExitException {
        TlsSettings settings = tls.settings();
        Vswitchd.Builder builder = Vswitchd.builder()
                .features(features)
                .commands(daemon.commands())
                .allowDummies(dummies)
                .rundir(daemon.dirs().rundir())
                .tls(settings);
        if (systemRoutesDisabled) {
            builder.withoutSystemRoutes();
        }
        if (systemDisabled) {
            builder.withoutDatapath("system");
        }
        try {
            return builder.start((tables, listener) -> OvsdbClients.builder(remote, "Open_vSwitch")
                    .tables(tables)
                    .tls(settings)
                    .connect(listener));
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
}
