/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.userspace.engine.PortBase;
import io.opsswitch.datapath.userspace.engine.Switchboard;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ports of a datapath by number and by name, and which number comes next. Any thread may look; changes are guarded by
 * the datapath.
 */
final class PortTable {

    private static final int MAX_PORTS = 65535;
    private static final Pattern DIGITS = Pattern.compile("\\d{1,5}");
    private static final int BRIDGES = 100;

    private final Switchboard switchboard;
    private final boolean numbersByName;
    private final Map<String, Port> byName = new ConcurrentHashMap<>();
    /** The numbers of ports that were there and are no more. */
    private final Set<Integer> removed = ConcurrentHashMap.newKeySet();

    private int lastNumber;

    /**
     * Create an empty table.
     *
     * @param numbersByName whether a port gets the number that its name has
     */
    PortTable(Switchboard switchboard, boolean numbersByName) {
        this.switchboard = switchboard;
        this.numbersByName = numbersByName;
    }

    /** Return the port of a number, or null if there is none. */
    @Nullable
    PortBase byNumber(int number) {
        @Nullable PortBase[] ports = switchboard.ports();
        return number >= 0 && number < ports.length ? ports[number] : null;
    }

    /** Return whether the last port of a number is no more. */
    boolean wasRemoved(int number) {
        return removed.contains(number);
    }

    /** Return the port of a name, or null if there is none. */
    @Nullable
    Port byName(String name) {
        return byName.get(name);
    }

    /** Refuse a second port of a name. */
    void requireNew(String name) throws DatapathException {
        Port port = byName.get(name);
        if (port != null) {
            throw new DatapathException(
                    "could not add port " + name + ": the datapath has a port of this name, number " + port.number());
        }
    }

    /** Put a port in place, or with null take one out. */
    void publish(int number, @Nullable PortBase port) {
        @Nullable PortBase[] old = switchboard.ports();
        @Nullable PortBase[] next = Arrays.copyOf(old, Math.max(old.length, Integer.highestOneBit(number | 1) * 2));
        PortBase before = next[number];
        next[number] = port;
        switchboard.setPorts(next);
        if (before != null) {
            byName.remove(before.name());
            removed.add(number);
        }
        if (port != null) {
            removed.remove(number);
            byName.put(port.name(), port);
            lastNumber = number;
        }
    }

    /** Return the number for a new port. */
    int numberFor(PortSpec spec) throws DatapathException {
        int wanted = spec.number();
        if (wanted == PortSpec.ANY_NUMBER) {
            return numbersByName ? numberIn(spec.name()) : freeNumber();
        }
        if (wanted < 0 || wanted > MAX_PORTS) {
            throw new DatapathException("could not add port " + spec.name() + ": its number " + wanted
                    + " is not one from 0 to " + MAX_PORTS);
        }
        PortBase there = byNumber(wanted);
        if (there != null) {
            throw new DatapathException(
                    "could not add port " + spec.name() + ": port " + there.name() + " has the number " + wanted);
        }
        return wanted;
    }

    /** Return the number in the name of a stand-in, if it is free: what Open vSwitch does for those who write tests. */
    private int numberIn(String name) throws DatapathException {
        Matcher digits = DIGITS.matcher(name);
        if (digits.find()) {
            int number = Integer.parseInt(digits.group()) + (name.startsWith("br") ? BRIDGES : 0);
            if (number > 0 && number <= MAX_PORTS && byNumber(number) == null) {
                return number;
            }
        }
        for (int number = 1; number <= MAX_PORTS; number++) {
            if (byNumber(number) == null) {
                return number;
            }
        }
        throw tooManyPorts();
    }

    /** Return a number that was not in use of late, so that flows which still output to an old one reach nobody. */
    private int freeNumber() throws DatapathException {
        for (int i = 0; i < MAX_PORTS; i++) {
            int number = (lastNumber + i) % MAX_PORTS + 1;
            if (byNumber(number) == null) {
                return number;
            }
        }
        throw tooManyPorts();
    }

    private static DatapathException tooManyPorts() {
        return new DatapathException("the datapath has " + MAX_PORTS + " ports, no more can be added");
    }
}
