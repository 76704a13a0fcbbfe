/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded;

import io.opsswitch.vswitchd.db.Interface;
import io.opsswitch.vswitchd.db.Port;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a port is to be, in the words of the tables {@code Port} and {@code Interface} of ovs-vswitchd.conf.db(5). Used by
 * one thread.
 */
public final class PortBuilder {

    private static final int MAX_VLAN = 4095;
    private static final int MAX_OFPORT = 65279;

    private final String name;
    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<Consumer<Port.Editor>> portEdits = new ArrayList<>();
    private final List<Consumer<Interface.Editor>> interfaceEdits = new ArrayList<>();
    private String type = OpsSwitchBuilder.DUMMY;
    private @Nullable Long tag;
    private List<Long> trunks = List.of();
    private @Nullable String vlanMode;
    private int ofport;

    PortBuilder(String name, int ofport) {
        this.name = name;
        this.ofport = ofport;
    }

    /** Be of another type than {@code dummy}: {@code system} for a device of this host, {@code tap}, {@code patch}. */
    public PortBuilder type(String word) {
        type = word;
        return this;
    }

    /** Set one of {@code Interface.options}. */
    public PortBuilder option(String key, String value) {
        options.put(key, value);
        return this;
    }

    /** Be an access port of a VLAN, 0 to 4095. */
    public PortBuilder access(int vlan) {
        tag = (long) vlan(vlan);
        return this;
    }

    /** Be a trunk of these VLANs, of all if none is named. */
    public PortBuilder trunk(int... vlans) {
        trunks = Arrays.stream(vlans).mapToObj(vlan -> (long) vlan(vlan)).toList();
        return this;
    }

    /** Set {@code Port.vlan_mode}: {@code access}, {@code trunk}, {@code native-tagged}, {@code native-untagged}. */
    public PortBuilder vlanMode(String word) {
        vlanMode = word;
        return this;
    }

    /** Have this OpenFlow port number, 1 to 65279, instead of the place in the list of the bridge's ports. */
    public PortBuilder ofport(int number) {
        if (number < 1 || number > MAX_OFPORT) {
            throw new IllegalArgumentException(
                    "port " + name + ": OpenFlow port " + number + " is none, use 1 to " + MAX_OFPORT);
        }
        ofport = number;
        return this;
    }

    /** Set other columns of the port's row. */
    public PortBuilder port(Consumer<Port.Editor> edit) {
        portEdits.add(edit);
        return this;
    }

    /** Set other columns of the interface's row. */
    public PortBuilder device(Consumer<Interface.Editor> edit) {
        interfaceEdits.add(edit);
        return this;
    }

    private int vlan(int vlan) {
        if (vlan < 0 || vlan > MAX_VLAN) {
            throw new IllegalArgumentException("port " + name + ": VLAN " + vlan + " is none, use 0 to " + MAX_VLAN);
        }
        return vlan;
    }

    void fill(Port.Editor port, Interface.Editor device) {
        device.name(name).type(type).options(options).ofportRequest(ofport);
        port.name(name).interfaces(device).trunks(trunks);
        if (tag != null) {
            port.tag(tag);
        }
        if (vlanMode != null) {
            port.vlanMode(vlanMode);
        }
        interfaceEdits.forEach(edit -> edit.accept(device));
        portEdits.forEach(edit -> edit.accept(port));
    }
}
