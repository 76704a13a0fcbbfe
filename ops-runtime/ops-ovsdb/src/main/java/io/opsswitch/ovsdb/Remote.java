/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb;

import io.opsswitch.common.daemon.OvsDirs;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * A connection method of ovsdb(7). Immutable.
 *
 * @param text as it was given
 * @param defaultPort the port where none is given
 */
public record Remote(Kind kind, String text, String argument, int defaultPort) {

    /** The port of OVSDB. */
    public static final int OVSDB_PORT = 6640;
    /** The port of OpenFlow. */
    public static final int OPENFLOW_PORT = 6653;

    /** The kinds of connection methods. */
    public enum Kind {
        /** Listen on a Unix domain socket. */
        PUNIX,
        /** Listen on a TCP port. */
        PTCP,
        /** Connect to a Unix domain socket. */
        UNIX,
        /** Connect to a TCP port. */
        TCP,
        /** Listen on a TCP port, with TLS. */
        PSSL,
        /** Connect to a TCP port, with TLS. */
        SSL,
        /** Do what the rows of a table say. */
        DB
    }

    /**
     * Parse a connection method of OVSDB.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    public static Remote parse(String text) {
        return parse(text, OVSDB_PORT);
    }

    /**
     * Parse a connection method.
     *
     * @param defaultPort the port where none is given
     * @throws IllegalArgumentException with a message for the user
     */
    public static Remote parse(String text, int defaultPort) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        Kind kind = switch (name) {
            case "punix" -> Kind.PUNIX;
            case "ptcp" -> Kind.PTCP;
            case "unix" -> Kind.UNIX;
            case "tcp" -> Kind.TCP;
            case "db" -> Kind.DB;
            case "ssl" -> Kind.SSL;
            case "pssl" -> Kind.PSSL;
            case "pfd" ->
                throw new IllegalArgumentException(text
                        + ": a JVM cannot take over a file descriptor; use punix:PATH, and let the other side connect");
            default ->
                throw new IllegalArgumentException(text
                        + ": unknown connection method; known are punix:PATH, ptcp:[PORT][:IP], pssl:[PORT][:IP],"
                        + " unix:PATH, tcp:IP[:PORT], ssl:IP[:PORT] and db:DB,TABLE,COLUMN");
        };
        String argument = colon < 0 ? "" : text.substring(colon + 1);
        if (argument.isEmpty() && kind != Kind.PTCP && kind != Kind.PSSL) {
            throw new IllegalArgumentException(text + ": something must follow the colon");
        }
        Remote remote = new Remote(kind, text, argument, defaultPort);
        if (kind != Kind.DB && !remote.isUnix()) {
            remote.hostAndPort();
        }
        return remote;
    }

    /** Return whether this waits for others to connect. */
    public boolean isPassive() {
        return kind == Kind.PUNIX || kind == Kind.PTCP || kind == Kind.PSSL;
    }

    /** Return whether a client can connect to this: it names a server. */
    public boolean isActive() {
        return kind == Kind.UNIX || kind == Kind.TCP || kind == Kind.SSL;
    }

    /** Return whether connections are protected by TLS. */
    public boolean isTls() {
        return kind == Kind.SSL || kind == Kind.PSSL;
    }

    /** Return whether this is a Unix domain socket. */
    public boolean isUnix() {
        return kind == Kind.PUNIX || kind == Kind.UNIX;
    }

    /** Return the path of a Unix domain socket; a relative one is in the folder of sockets (OVS_RUNDIR). */
    public Path path() {
        return OvsDirs.current().rundir().resolve(argument);
    }

    /** Return the address to listen on or to connect to; a name is looked up now. */
    public SocketAddress address() {
        if (isUnix()) {
            try {
                return UnixDomainSocketAddress.of(path());
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException(text + ": " + e.getMessage(), e);
            }
        }
        HostAndPort where = hostAndPort();
        try {
            return new InetSocketAddress(InetAddress.getByName(where.host()), where.port());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text + ": unknown host " + where.host(), e);
        }
    }

    /** Return the host as it was given, without brackets. */
    public String host() {
        return hostAndPort().host();
    }

    /** Return the port. */
    public int port() {
        return hostAndPort().port();
    }

    private record HostAndPort(String host, int port) {}

    private HostAndPort hostAndPort() {
        // Passive: PORT:HOST, active: HOST:PORT; an IPv6 address stands in brackets.
        String host;
        String port;
        if (isPassive()) {
            int colon = argument.indexOf(':');
            port = colon < 0 ? argument : argument.substring(0, colon);
            host = colon < 0 ? "0.0.0.0" : argument.substring(colon + 1);
        } else {
            int close = argument.lastIndexOf(']');
            int colon = argument.lastIndexOf(':');
            boolean hasPort = colon > close;
            host = hasPort ? argument.substring(0, colon) : argument;
            port = hasPort ? argument.substring(colon + 1) : "";
        }
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int number = port.isEmpty() ? defaultPort : Integer.parseInt(port);
            if (number < 0 || number > 65535) {
                throw new NumberFormatException();
            }
            return new HostAndPort(host, number);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(text + ": bad port number \"" + port + "\"", e);
        }
    }

    /** Return the part of a bound address that messages show. */
    public static String hostText(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        return ip instanceof Inet6Address ip6 ? "[" + shortText(ip6) + "]" : ip.getHostAddress();
    }

    /** Return an IPv6 address as RFC 5952 has it: the first of the longest runs of zeros is left out. */
    private static String shortText(Inet6Address ip) {
        String text = ip.getHostAddress();
        int percent = text.indexOf('%');
        String[] groups = (percent < 0 ? text : text.substring(0, percent)).split(":", -1);
        int start = 0;
        int length = 1;
        for (int i = 0, run = 0; i < groups.length; i++) {
            run = groups[i].equals("0") ? run + 1 : 0;
            if (run > length) {
                length = run;
                start = i - run + 1;
            }
        }
        String scope = percent < 0 ? "" : text.substring(percent);
        if (length == 1) {
            return String.join(":", groups) + scope;
        }
        List<String> all = List.of(groups);
        return String.join(":", all.subList(0, start)) + "::"
                + String.join(":", all.subList(start + length, all.size())) + scope;
    }
}
