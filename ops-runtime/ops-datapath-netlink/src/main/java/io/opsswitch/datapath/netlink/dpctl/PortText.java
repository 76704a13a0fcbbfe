/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.dpctl;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.datapath.netlink.client.NewPort;
import io.opsswitch.datapath.netlink.message.PortType;
import java.util.List;
import java.util.Locale;

/**
 * A port as people write it: {@code NAME[,type=TYPE][,port_no=NUMBER][,dst_port=PORT][,exts=gbp]}.
 *
 * @param name its name
 * @param hasType whether the type was given
 * @param type its type, that of an existing device if none was given
 * @param number its number, -1 for any
 * @param destinationPort port of UDP, 0 = none
 * @param hasGroupPolicy whether a VXLAN tunnel carries group policy
 */
record PortText(String name, boolean hasType, PortType type, int number, int destinationPort, boolean hasGroupPolicy) {

    private static final int VXLAN_PORT = 4789;
    private static final int GENEVE_PORT = 6081;

    static PortText parse(String text) throws ExitException {
        String[] words = text.split(",", -1);
        if (words[0].isEmpty()) {
            throw new ExitException(text + " is not a valid network device name");
        }
        PortType type = null;
        int number = NewPort.ANY;
        int destination = 0;
        boolean hasGroupPolicy = false;
        for (String word : List.of(words).subList(1, words.length)) {
            int equals = word.indexOf('=');
            String value = word.substring(equals + 1);
            switch (equals < 0 ? word : word.substring(0, equals)) {
                case "type" -> type = type(value);
                case "port_no" -> number = number(word, value);
                case "dst_port" -> destination = number(word, value);
                case "exts" -> hasGroupPolicy = value.equals("gbp");
                default ->
                    throw new ExitException(
                            word + ": there is no such option of a port; there are type, port_no, dst_port and exts");
            }
        }
        boolean hasType = type != null;
        PortType known = type == null ? PortType.NETDEV : type;
        if (destination == 0 && known == PortType.VXLAN) {
            destination = VXLAN_PORT;
        } else if (destination == 0 && known == PortType.GENEVE) {
            destination = GENEVE_PORT;
        }
        return new PortText(words[0], hasType, known, number, destination, hasGroupPolicy);
    }

    private static PortType type(String value) throws ExitException {
        if (value.equals("system")) {
            return PortType.NETDEV;
        }
        for (PortType each : PortType.values()) {
            if (each != PortType.UNKNOWN && each.name().toLowerCase(Locale.ROOT).equals(value)) {
                return each;
            }
        }
        throw new ExitException("type=" + value + ": the kernel has no ports of this type; there are system, internal,"
                + " vxlan, geneve and gre");
    }

    private static int number(String word, String value) throws ExitException {
        try {
            return Integer.parseUnsignedInt(value);
        } catch (NumberFormatException e) {
            throw new ExitException(word + ": \"" + value + "\" is not a number");
        }
    }

    /** Return whether it is a device that has to be there. */
    boolean isDevice() {
        return type == PortType.NETDEV;
    }

    /** Return it as what a kernel is asked for. */
    NewPort toNewPort() {
        return new NewPort(name, type, number, destinationPort, hasGroupPolicy, List.of());
    }
}
