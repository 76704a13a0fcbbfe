/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.dpctl;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.Datapath.ShownFlow;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.netlink.client.Flows;
import io.opsswitch.datapath.netlink.client.Flows.FlowId;
import io.opsswitch.datapath.netlink.client.KernelDatapath;
import io.opsswitch.datapath.netlink.client.KernelDatapaths;
import io.opsswitch.datapath.netlink.message.DatapathInfo;
import io.opsswitch.datapath.netlink.message.DatapathTable;
import io.opsswitch.datapath.netlink.message.FlowRecord;
import io.opsswitch.datapath.netlink.message.PortInfo;
import io.opsswitch.datapath.netlink.system.KernelUfid;
import io.opsswitch.datapath.netlink.system.Links;
import io.opsswitch.datapath.netlink.system.ShownDatapath;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.text.ActionParser;
import io.opsswitch.datapath.text.DatapathFormat;
import io.opsswitch.datapath.text.FlowMatch;
import io.opsswitch.datapath.text.FlowParser;
import io.opsswitch.datapath.text.FlowTextException;
import io.opsswitch.datapath.text.PortNames;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Does what ovs-dpctl is asked for. Used by one thread. */
final class Dpctl implements AutoCloseable {

    private static final String SYSTEM = "system@";
    private static final Map<Integer, String> REASONS = Map.of(
            Errno.EPERM, "Operation not permitted",
            Errno.ENOENT, "No such file or directory",
            Errno.EACCES, "Permission denied",
            Errno.EBUSY, "Device or resource busy",
            Errno.EEXIST, "File exists",
            Errno.ENODEV, "No such device",
            Errno.EINVAL, "Invalid argument",
            Errno.EOPNOTSUPP, "Operation not supported");

    private final DatapathTransport transport;
    private final KernelDatapaths datapaths;
    private final Links links;
    private final LongSupplier kernelMillis;
    private final Settings settings;
    private PrintStream out = System.out;
    private PrintStream err = System.err;

    Dpctl(DatapathTransport transport, Links links, LongSupplier kernelMillis, Settings settings)
            throws NetlinkException {
        this.transport = transport;
        this.links = links;
        this.kernelMillis = kernelMillis;
        this.settings = settings;
        this.datapaths = new KernelDatapaths(transport);
    }

    void printTo(PrintStream output, PrintStream errors) {
        out = output;
        err = errors;
    }

    /** Return the system's words for a refusal; where it has none, those that say what to do. */
    static String reason(NetlinkException e) {
        return REASONS.getOrDefault(e.errno(), String.valueOf(e.getMessage()));
    }

    private boolean tell(String problem) {
        err.println("ovs-dpctl: " + problem);
        return false;
    }

    private static String plainName(String name) throws ExitException {
        int at = name.indexOf('@');
        if (at >= 0 && !name.startsWith(SYSTEM)) {
            throw new ExitException("opening datapath: " + name
                    + " is not in the kernel; datapaths of a switch daemon are" + " those of ovs-appctl dpctl/...");
        }
        return name.substring(at + 1);
    }

    private KernelDatapath open(String name, String what) throws ExitException {
        try {
            return datapaths.open(datapaths.get(plainName(name)));
        } catch (NetlinkException e) {
            throw new ExitException(what + " (" + reason(e) + ")");
        }
    }

    /** Open the datapath that stands in front of so many other arguments, or the only one. */
    private KernelDatapath only(List<String> arguments, int others) throws ExitException, NetlinkException {
        if (arguments.size() > others) {
            return open(arguments.get(0), "opening datapath");
        }
        List<DatapathInfo> all = datapaths.list();
        if (all.size() != 1) {
            throw new ExitException(all.isEmpty() ? "no datapaths exist" : "multiple datapaths, specify one");
        }
        return datapaths.open(all.get(0));
    }

    // Datapaths

    boolean addDatapath(List<String> arguments) throws ExitException, NetlinkException {
        try {
            int features = DatapathTable.FEATURE_UNALIGNED | DatapathTable.FEATURE_VPORT_PIDS;
            datapaths.create(plainName(arguments.get(0)), features);
        } catch (NetlinkException e) {
            throw new ExitException("add_dp (" + reason(e) + ")");
        }
        return arguments.size() == 1 || addPorts(arguments);
    }

    boolean deleteDatapath(List<String> arguments) throws ExitException {
        try {
            datapaths.delete(plainName(arguments.get(0)));
            return true;
        } catch (NetlinkException e) {
            throw new ExitException("opening datapath (" + reason(e) + ")");
        }
    }

    boolean dumpDatapaths(List<String> arguments) throws NetlinkException {
        sorted().forEach(info -> out.println(SYSTEM + info.name()));
        return true;
    }

    private List<DatapathInfo> sorted() throws NetlinkException {
        List<DatapathInfo> all = new ArrayList<>(datapaths.list());
        all.sort(Comparator.comparing(DatapathInfo::name));
        return all;
    }

    boolean show(List<String> arguments) throws ExitException, NetlinkException {
        if (arguments.isEmpty()) {
            for (DatapathInfo info : sorted()) {
                show(datapaths.open(info));
            }
            return true;
        }
        boolean isWell = true;
        for (String name : arguments) {
            try {
                show(open(name, "opening datapath " + name + " failed"));
            } catch (ExitException e) {
                isWell = tell(String.valueOf(e.getMessage()));
            }
        }
        return isWell;
    }

    private void show(KernelDatapath kernel) throws NetlinkException {
        try (kernel) {
            out.print(DatapathFormat.show(
                    SYSTEM + kernel.name(),
                    ShownDatapath.statistics(kernel.info(), transport.capabilities()),
                    ShownDatapath.ports(kernel, links),
                    Port::type,
                    settings.hasStatistics));
        }
    }

    // Ports

    /** Does something with one port. */
    @FunctionalInterface
    private interface PortTask {
        void run(KernelDatapath kernel, String text) throws ExitException, NetlinkException, DatapathException;
    }

    private boolean eachPort(List<String> arguments, PortTask task) throws ExitException {
        boolean isWell = true;
        try (KernelDatapath kernel = open(arguments.get(0), "opening datapath")) {
            for (String text : arguments.subList(1, arguments.size())) {
                try {
                    task.run(kernel, text);
                } catch (ExitException | DatapathException e) {
                    isWell = tell(String.valueOf(e.getMessage()));
                } catch (NetlinkException e) {
                    isWell = tell(text + ": " + reason(e));
                }
            }
        }
        return isWell;
    }

    boolean addPorts(List<String> arguments) throws ExitException {
        return eachPort(arguments, (kernel, text) -> {
            PortText port = PortText.parse(text);
            if (port.isDevice() && links.query(port.name()) == null) {
                throw new ExitException(port.name() + ": failed to open network device (No such device)");
            }
            try {
                kernel.ports().add(port.toNewPort());
            } catch (NetlinkException e) {
                throw new ExitException(
                        "adding " + port.name() + " to " + arguments.get(0) + " failed (" + reason(e) + ")");
            }
            if (links.query(port.name()) != null) {
                links.setAdminUp(port.name(), true);
            }
        });
    }

    boolean setPorts(List<String> arguments) throws ExitException {
        return eachPort(arguments, (kernel, text) -> {
            PortText wanted = PortText.parse(text);
            PortInfo there = find(kernel, wanted.name());
            if (wanted.hasType() && wanted.type() != there.type()) {
                throw new ExitException(wanted.name() + ": can't change type from "
                        + there.type().name().toLowerCase(Locale.ROOT) + " to "
                        + wanted.type().name().toLowerCase(Locale.ROOT));
            }
            if (wanted.number() >= 0 && wanted.number() != there.number()) {
                throw new ExitException(
                        wanted.name() + ": can't change port number from " + there.number() + " to " + wanted.number());
            }
            if (wanted.destinationPort() != 0 && wanted.destinationPort() != there.destinationPort()) {
                kernel.ports().setDestinationPort(there.number(), there.type(), wanted.destinationPort());
            }
        });
    }

    boolean deletePorts(List<String> arguments) throws ExitException {
        return eachPort(arguments, (kernel, text) -> {
            int number = text.matches("\\d{1,9}")
                    ? Integer.parseInt(text)
                    : find(kernel, text).number();
            try {
                kernel.ports().delete(number);
            } catch (NetlinkException e) {
                throw new ExitException(
                        "deleting port " + text + " from " + arguments.get(0) + " failed (" + reason(e) + ")");
            }
        });
    }

    private static PortInfo find(KernelDatapath kernel, String name) throws ExitException {
        try {
            return kernel.ports().get(name);
        } catch (NetlinkException e) {
            throw new ExitException("no port named " + name);
        }
    }

    // Flows

    boolean dumpFlows(List<String> arguments) throws ExitException, NetlinkException {
        List<String> operands = new ArrayList<>(arguments);
        boolean isOfHere = true;
        for (String word : arguments) {
            if (word.startsWith("type=")) {
                isOfHere &= hasSoftwareFlows(word.substring("type=".length()));
                operands.remove(word);
            } else if (word.startsWith("pmd=")) {
                operands.remove(word);
            } else if (word.startsWith("filter=")) {
                throw new ExitException(
                        word + ": this program does not filter; use ovs-appctl dpctl/dump-flows " + word);
            }
        }
        try (KernelDatapath kernel = only(operands, 0)) {
            PortNames names = names(kernel);
            for (ShownFlow flow : isOfHere
                    ? ShownDatapath.flows(kernel, transport.capabilities(), time -> time)
                    : List.<ShownFlow>of()) {
                out.println(text(flow, names));
            }
        }
        return true;
    }

    private static boolean hasSoftwareFlows(String types) throws ExitException {
        try {
            return DatapathFormat.hasSoftwareFlows(types);
        } catch (IllegalArgumentException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    private PortNames names(KernelDatapath kernel) throws NetlinkException {
        boolean hasNames = settings.names == null ? settings.isVerbose : settings.names;
        return hasNames ? allNames(kernel) : PortNames.NONE;
    }

    private PortNames allNames(KernelDatapath kernel) throws NetlinkException {
        List<Port> ports = ShownDatapath.ports(kernel, links);
        return PortNames.of(ports);
    }

    private String text(ShownFlow flow, PortNames names) {
        return DatapathFormat.flow(flow, names, settings.isVerbose, false, kernelMillis.getAsLong());
    }

    boolean addFlow(List<String> arguments) throws ExitException, NetlinkException {
        return put(arguments, Flows.Put.CREATE);
    }

    boolean modifyFlow(List<String> arguments) throws ExitException, NetlinkException {
        return put(arguments, settings.mayCreate ? Flows.Put.CREATE_OR_MODIFY : Flows.Put.MODIFY);
    }

    private boolean put(List<String> arguments, Flows.Put how) throws ExitException, NetlinkException {
        try (KernelDatapath kernel = only(arguments, 2)) {
            PortNames names = allNames(kernel);
            NamedFlow flow = NamedFlow.parse(arguments.get(arguments.size() - 2), names);
            Actions actions = ActionParser.actions(arguments.get(arguments.size() - 1), names);
            boolean clears = settings.clears && how != Flows.Put.CREATE;
            kernel.flows().put(how, flow.match().key(), flow.match().mask(), actions, flow.id(), clears, false);
            return true;
        } catch (FlowTextException e) {
            throw new ExitException("parsing flow (" + e.getMessage() + ")");
        } catch (NetlinkException e) {
            throw new ExitException("updating flow table (" + reason(e) + ")");
        }
    }

    boolean getFlow(List<String> arguments) throws ExitException, NetlinkException {
        try (KernelDatapath kernel = only(arguments, 1)) {
            String ufid = arguments.get(arguments.size() - 1);
            FlowId id = NamedFlow.id(ufid);
            if (id == null) {
                throw new ExitException("parsing flow ufid (Invalid argument)");
            }
            FlowRecord record = new FlowRecord();
            if (!kernel.flows().get(new FlowKey(), id, record)) {
                throw new ExitException("getting flow (No such file or directory)");
            }
            FlowEntry entry = new FlowEntry(
                    record.key(),
                    record.mask(),
                    record.actions(),
                    record.packets(),
                    record.bytes(),
                    record.usedMillis());
            String shown = KernelUfid.text(record.flowIdHigh(), record.flowIdLow());
            out.println(text(new ShownFlow(shown, entry), names(kernel)));
            return true;
        }
    }

    boolean deleteFlow(List<String> arguments) throws ExitException, NetlinkException {
        try (KernelDatapath kernel = only(arguments, 1)) {
            NamedFlow flow = NamedFlow.parse(arguments.get(arguments.size() - 1), allNames(kernel));
            FlowRecord last = new FlowRecord();
            if (!kernel.flows().delete(flow.match().key(), flow.id(), last)) {
                throw new ExitException(
                        "deleting flow (No such file or directory)\nPerhaps you need to specify a UFID?");
            }
            return true;
        } catch (FlowTextException e) {
            throw new ExitException("parsing flow key (" + e.getMessage() + ")");
        }
    }

    boolean deleteFlows(List<String> arguments) throws ExitException, NetlinkException {
        try (KernelDatapath kernel = only(arguments, 0)) {
            kernel.flows().flush();
            return true;
        }
    }

    /**
     * A flow as people write it: a match, with the flow's identifier in front or without.
     *
     * @param match the match
     * @param id the identifier, or null
     */
    private record NamedFlow(FlowMatch match, @Nullable FlowId id) {

        private static final String UFID = "ufid:";
        private static final int DIGITS = 32;

        static NamedFlow parse(String text, PortNames names) throws FlowTextException, ExitException {
            if (!text.startsWith(UFID)) {
                return new NamedFlow(FlowParser.match(text, names), null);
            }
            int end = text.indexOf(',');
            String first = end < 0 ? text : text.substring(0, end);
            FlowId id = id(first);
            if (id == null) {
                throw new ExitException("parsing flow key: \"" + first + "\" is not ufid: and a UUID");
            }
            String rest = end < 0 ? "" : text.substring(end + 1).strip();
            return new NamedFlow(
                    rest.isEmpty() ? new FlowMatch(new FlowKey(), new FlowKey()) : FlowParser.match(rest, names), id);
        }

        static @Nullable FlowId id(String text) {
            String digits =
                    text.startsWith(UFID) ? text.substring(UFID.length()).replace("-", "") : "";
            if (digits.length() != DIGITS || !digits.matches("[0-9a-fA-F]+")) {
                return null;
            }
            long high = Long.parseUnsignedLong(digits.substring(0, DIGITS / 2), 16);
            long low = Long.parseUnsignedLong(digits.substring(DIGITS / 2), 16);
            return new FlowId(KernelUfid.half(high), KernelUfid.half(low));
        }
    }

    @Override
    public void close() {
        datapaths.close();
        links.close();
    }
}
