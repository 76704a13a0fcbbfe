/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.Port;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of a datapath's ports, for texts that have names in place of numbers. Immutable. */
public final class PortNames {

    /** No names: numbers are written, and only numbers are read. */
    public static final PortNames NONE = new PortNames(Map.of());

    private final Map<Integer, String> names;
    private final Map<String, Integer> numbers = new HashMap<>();

    private PortNames(Map<Integer, String> names) {
        this.names = Map.copyOf(names);
        names.forEach((number, name) -> numbers.put(name, number));
    }

    /** Return the names of ports by their numbers. */
    public static PortNames of(Map<Integer, String> names) {
        return new PortNames(names);
    }

    /** Return the names of these ports. */
    public static PortNames of(List<? extends Port> ports) {
        Map<Integer, String> names = new HashMap<>();
        ports.forEach(port -> names.put(port.number(), port.name()));
        return new PortNames(names);
    }

    /** Return what is written for a port: its name, or its number if it has none. */
    public String text(int number) {
        String name = names.get(number);
        return name == null ? Integer.toUnsignedString(number) : name;
    }

    @Nullable
    Integer number(String name) {
        return numbers.get(name);
    }
}
