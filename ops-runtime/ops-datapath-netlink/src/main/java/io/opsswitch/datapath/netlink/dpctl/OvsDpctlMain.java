/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.dpctl;

import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.daemon.OptionParser;
import io.opsswitch.common.daemon.OptionParser.Arg;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.netlink.system.KernelDatapathProvider;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.util.List;

/** The program ovs-dpctl(8). */
public final class OvsDpctlMain {

    private static final String PROGRAM = "ovs-dpctl";

    private static final String HELP = """
            usage: ovs-dpctl [OPTION]... COMMAND [ARG]...
            Looks at the datapaths of the kernel, and changes them.

              add-dp DP [IFACE...]         make a datapath, with ports
              del-dp DP                    remove a datapath with its ports and flows
              add-if DP IFACE...           add ports; IFACE is NAME[,type=TYPE][,OPTION=VALUE]...
              set-if DP IFACE...           set options of ports
              del-if DP IFACE...           remove ports by name or number
              dump-dps                     list the datapaths
              show [DP...]                 print datapaths with their ports
              dump-flows [DP] [type=TYPE]  print flows
              add-flow [DP] FLOW ACTIONS   add a flow
              mod-flow [DP] FLOW ACTIONS   set the actions of a flow
              get-flow [DP] ufid:UFID      print a flow
              del-flow [DP] FLOW           remove a flow
              del-flows [DP]               remove all flows

              -s, --statistics             print counters of ports, too
              -m, --more                   print all of a flow
                  --names, --no-names      print names of ports in flows, or numbers
                  --may-create             let mod-flow add a flow that is not there
                  --clear                  let mod-flow set counters to 0
                  --read-only              refuse commands that change something
              -h, --help                   print this
              -V, --version                print the version
            """;

    private final Settings settings = new Settings();

    private OvsDpctlMain() {}

    /** Run the program. */
    public static void main(String[] args) {
        Daemon.run(PROGRAM, () -> new OvsDpctlMain().run(args));
    }

    private int run(String... args) throws ExitException {
        OptionParser parser = new OptionParser()
                .informing(PROGRAM, HELP)
                .option("statistics", 's', Arg.NONE, value -> settings.hasStatistics = true)
                .option("more", 'm', Arg.NONE, value -> settings.isVerbose = true)
                .option("names", Arg.NONE, value -> settings.names = true)
                .option("no-names", Arg.NONE, value -> settings.names = false)
                .option("may-create", Arg.NONE, value -> settings.mayCreate = true)
                .option("clear", Arg.NONE, value -> settings.clears = true)
                .option("read-only", Arg.NONE, value -> settings.isReadOnly = true);
        List<String> words = parser.parse(args);
        if (parser.hasInformed()) {
            return 0;
        }
        if (words.isEmpty()) {
            throw new ExitException("missing command name; use --help for help");
        }
        try {
            KernelDatapathProvider.Host host = KernelDatapathProvider.thisHost();
            try (DatapathTransport transport = host.transport();
                    Dpctl dpctl = new Dpctl(transport, host.links(transport), host.kernelMillis(), settings)) {
                return Commands.run(
                        dpctl, settings, words.get(0), words.subList(1, words.size()), System.out, System.err);
            }
        } catch (NetlinkException | DatapathException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }
}
