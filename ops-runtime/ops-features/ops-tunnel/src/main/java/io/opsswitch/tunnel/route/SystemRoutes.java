/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.route;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.NativeLibrary;
import io.opsswitch.datapath.nativelib.NetlinkSocket;
import io.opsswitch.tunnel.route.RouteMessages.Address;
import io.opsswitch.tunnel.route.RouteMessages.Link;
import io.opsswitch.tunnel.route.RouteMessages.SystemRoute;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes over the addresses, routes and rules of the system, by rtnetlink(7), whenever they change. On a system without that there
 * are none but those added by command. Safe for use by several threads.
 */
public final class SystemRoutes implements AutoCloseable {

    private static final Vlog VLOG = Vlog.module("route_table");
    private static final int ROUTE_PROTOCOL = 0;
    private static final int BUFFER = 1 << 18;
    /** Groups of messages that tell of changes: devices, addresses, routes and rules of IPv4 and of IPv6. */
    private static final int[] GROUPS = {1, 5, 7, 8, 9, 11, 19};

    private final Router router;
    private final DeviceAddresses addresses;
    private final Runnable changed;
    private final @Nullable NetlinkSocket changes;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    private List<Route> last = List.of();
    private List<RouteRule> lastRules = List.of();
    private boolean isFirst = true;
    private boolean isClosed;
    private int sequence;

    private SystemRoutes(Router router, DeviceAddresses addresses, Runnable changed, @Nullable NetlinkSocket changes) {
        this.router = router;
        this.addresses = addresses;
        this.changed = changed;
        this.changes = changes;
    }

    /**
     * Begin, and take over what is there.
     *
     * @param isWanted whether the system's routes are to be used at all
     * @param changed called when addresses or routes are others than before
     */
    public static SystemRoutes open(boolean isWanted, Router router, DeviceAddresses addresses, Runnable changed) {
        NetlinkSocket socket = isWanted ? openSocket() : null;
        SystemRoutes routes = new SystemRoutes(router, addresses, changed, socket);
        routes.look();
        return routes;
    }

    private static @Nullable NetlinkSocket openSocket() {
        if (!System.getProperty("os.name", "").startsWith("Linux")) {
            return null;
        }
        try {
            NativeLibrary.load();
            NetlinkSocket socket = NetlinkSocket.open(ROUTE_PROTOCOL, BUFFER);
            for (int group : GROUPS) {
                socket.join(group);
            }
            return socket;
        } catch (NativeException | UnsatisfiedLinkError | IllegalStateException e) {
            VLOG.warn("the system's routes are not used: %s; add routes with ovs-appctl ovs/route/add", e.getMessage());
            return null;
        }
    }

    /** Look whether anything has changed, and take over how it is now. */
    public synchronized void look() {
        NetlinkSocket socket = changes;
        // A command may come while the switch ends.
        if (socket == null || isClosed || !(hasNews(socket) | isFirst)) {
            return;
        }
        isFirst = false;
        try {
            takeOver();
        } catch (NativeException e) {
            VLOG.warn("the system's routes could not be read, and are read again later: %s", e.getMessage());
            isFirst = true;
        }
    }

    private boolean hasNews(NetlinkSocket socket) {
        boolean isNews = false;
        for (int length = receive(socket); length != -NetlinkSocket.EAGAIN; length = receive(socket)) {
            // An error too: messages were lost, so that everything may have changed.
            isNews = true;
        }
        return isNews;
    }

    private int receive(NetlinkSocket socket) {
        buffer.clear();
        return socket.receive(buffer);
    }

    private void takeOver() throws NativeException {
        Map<Integer, String> names = new HashMap<>();
        Map<String, List<Prefix>> found = new HashMap<>();
        List<Route> routes = new ArrayList<>();
        dump(RouteMessages.GET_LINK, RouteMessages.NEW_LINK, message -> {
            Link link = RouteMessages.link(message);
            if (link != null) {
                names.put(link.index(), link.name());
            }
        });
        dump(RouteMessages.GET_ADDRESS, RouteMessages.NEW_ADDRESS, message -> {
            Address address = RouteMessages.address(message);
            String name = address == null ? null : names.get(address.index());
            if (address != null && name != null && !name.equals("lo")) {
                found.computeIfAbsent(name, key -> new ArrayList<>()).add(address.prefix());
            }
        });
        dump(RouteMessages.GET_ROUTE, RouteMessages.NEW_ROUTE, message -> {
            SystemRoute route = RouteMessages.route(message);
            String name = route == null ? null : names.get(route.index());
            if (route != null && name != null) {
                routes.add(new Route(
                        route.table(), route.mark(), 0, false, route.network(), name, route.gateway(), route.source()));
            }
        });
        List<RouteRule> rules = new ArrayList<>();
        dump(RouteMessages.GET_RULE, RouteMessages.NEW_RULE, message -> {
            RouteRule rule = RouteMessages.rule(message);
            if (rule != null) {
                rules.add(rule);
            }
        });
        if (addresses.setSystem(found) | !routes.equals(last) | !rules.equals(lastRules)) {
            last = routes;
            lastRules = rules;
            router.setSystem(routes, rules);
            changed.run();
        }
    }

    /** Ask for all of a kind, and hand over the answers without their headers. */
    private void dump(int request, int answer, Consumer<ByteBuffer> consumer) throws NativeException {
        NetlinkSocket socket = NetlinkSocket.open(ROUTE_PROTOCOL, BUFFER);
        try {
            RouteMessages.request(buffer, request, ++sequence);
            int sent = socket.send(buffer);
            if (sent < 0) {
                VLOG.warn("the system does not tell of its routes: %s", NetlinkSocket.errorText(-sent));
                return;
            }
            boolean isDone = false;
            while (!isDone) {
                int length = receive(socket);
                if (length == -NetlinkSocket.EINTR) {
                    continue;
                }
                // The kernel answers while it is asked, so that nothing left means that this was all.
                isDone = length < 0 || length > buffer.capacity() || read(length, answer, consumer);
            }
        } finally {
            socket.close();
        }
    }

    /** Read the messages of a part of the answer; return whether it was the last part. */
    private boolean read(int length, int answer, Consumer<ByteBuffer> consumer) {
        buffer.order(ByteOrder.nativeOrder());
        for (int at = 0; length - at >= RouteMessages.HEADER; ) {
            int size = buffer.getInt(at);
            int type = buffer.getShort(at + 4) & 0xffff;
            if (size < RouteMessages.HEADER || size > length - at) {
                return true;
            }
            if (type == RouteMessages.DONE || type == RouteMessages.ERROR) {
                return true;
            }
            if (type == answer) {
                consumer.accept(buffer.slice(at + RouteMessages.HEADER, size - RouteMessages.HEADER)
                        .order(ByteOrder.nativeOrder()));
            }
            at += size + 3 & ~3;
        }
        return false;
    }

    @Override
    public synchronized void close() {
        NetlinkSocket socket = changes;
        if (socket != null && !isClosed) {
            isClosed = true;
            socket.close();
        }
    }
}
