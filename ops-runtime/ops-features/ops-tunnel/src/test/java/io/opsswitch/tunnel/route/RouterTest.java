/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouterTest {
    private final DeviceAddresses addresses = new DeviceAddresses();
    private final Router router = new Router(addresses);

    @BeforeEach
    void giveDevicesAddresses() {
        address("br0", "10.0.0.1/24");
        address("br1", "10.1.0.1/16");
        address("br0", "2001:db8::1/64");
    }

    private void address(String device, String text) {
        Prefix prefix = prefix(text);
        addresses.add(device, prefix);
        router.add(Route.LOCAL, 0, false, new Prefix(prefix.ip(), 128), device, Ip.NONE, prefix.ip());
        router.add(Route.MAIN, 0, false, prefix, device, Ip.NONE, prefix.ip());
    }

    private static Prefix prefix(String text) {
        Prefix prefix = Prefix.parse(text);
        assertThat(prefix).as(text).isNotNull();
        return prefix;
    }

    private static Ip ip(String text) {
        return prefix(text).ip();
    }

    private String lookup(String destination) {
        Router.Way way = router.lookup(0, ip(destination), Ip.NONE);
        return way == null ? "none" : way.device() + " " + way.source() + " " + way.gateway();
    }

    private boolean add(String destination, String device, String gateway) {
        return router.add(Route.MAIN, 0, true, prefix(destination), device, ip(gateway), Ip.NONE);
    }

    @Test
    void leadsToNeighboursDirectly() {
        assertThat(lookup("10.0.0.7")).isEqualTo("br0 10.0.0.1 ::");
        assertThat(lookup("10.1.200.7")).isEqualTo("br1 10.1.0.1 ::");
        assertThat(lookup("2001:db8::7")).isEqualTo("br0 2001:db8::1 ::");
        assertThat(lookup("10.2.0.1")).isEqualTo("none");
    }

    @Test
    void theLongestPrefixCounts() {
        assertThat(add("0.0.0.0/0", "br0", "10.0.0.254")).isTrue();
        assertThat(add("192.168.0.0/16", "br1", "10.1.0.254")).isTrue();
        assertThat(lookup("8.8.8.8")).isEqualTo("br0 10.0.0.1 10.0.0.254");
        assertThat(lookup("192.168.3.4")).isEqualTo("br1 10.1.0.1 10.1.0.254");
        assertThat(lookup("2001:db9::1"))
                .as("a default route of IPv4 is none of IPv6")
                .isEqualTo("none");
    }

    @Test
    void theDefaultRouteOfIpv6IsNoneOfIpv4() {
        assertThat(add("::/0", "br0", "2001:db8::ffff")).isTrue();
        assertThat(lookup("2001:db9::1")).isEqualTo("br0 2001:db8::1 2001:db8::ffff");
        assertThat(lookup("8.8.8.8")).isEqualTo("none");
    }

    @Test
    void refusesARouteWhoseGatewayTheDeviceDoesNotReach() {
        assertThat(add("192.168.0.0/16", "br1", "10.0.0.254")).isFalse();
        assertThat(add("192.168.0.0/16", "br9", "10.0.0.254")).isFalse();
        assertThat(lookup("192.168.3.4")).isEqualTo("none");
    }

    @Test
    void aMarkHasRoutesOfItsOwn() {
        router.add(Route.MAIN, 5, true, prefix("192.168.0.0/16"), "br1", ip("10.1.0.254"), Ip.NONE);
        assertThat(lookup("192.168.3.4")).isEqualTo("none");
        assertThat(router.lookup(5, ip("192.168.3.4"), Ip.NONE)).isNotNull();
        assertThat(router.remove(Route.MAIN, 0, prefix("192.168.0.0/16"))).isFalse();
        assertThat(router.remove(Route.MAIN, 5, prefix("192.168.0.0/16"))).isTrue();
        assertThat(router.lookup(5, ip("192.168.3.4"), Ip.NONE)).isNull();
    }

    @Test
    void aSourceHasToBeAnAddressOfThisSystem() {
        assertThat(router.lookup(0, ip("10.0.0.7"), ip("10.0.0.1"))).isNotNull();
        assertThat(router.lookup(0, ip("10.0.0.7"), ip("10.0.0.9"))).isNull();
    }

    @Test
    void aRuleSendsPacketsOfASourceToAnotherTable() {
        router.add(11, 0, true, prefix("10.0.0.0/24"), "br1", ip("10.1.0.254"), Ip.NONE);
        router.addRule(new RouteRule(0, false, true, ip("10.1.0.1"), 32, 11, true));
        assertThat(router.rules())
                .extracting(RouteRule::priority)
                .containsExactly(0L, 0L, 32765L, 32766L, 32766L, 32767L);
        assertThat(router.lookup(0, ip("10.0.0.7"), ip("10.1.0.1")))
                .isEqualTo(new Router.Way("br1", ip("10.1.0.1"), ip("10.1.0.254")));
        assertThat(router.lookup(0, ip("10.0.0.7"), ip("10.0.0.1")))
                .isEqualTo(new Router.Way("br0", ip("10.0.0.1"), Ip.NONE));
        assertThat(router.removeRule(new RouteRule(0, false, true, ip("10.1.0.1"), 32, 11, true)))
                .isTrue();
        assertThat(router.rules()).hasSize(5);
    }

    @Test
    void routesOfTheSystemAreExchangedAndThoseOfCommandsStay() {
        add("192.168.0.0/16", "br1", "10.1.0.254");
        addresses.setSystem(Map.of("eth0", List.of(prefix("172.16.0.1/12"))));
        router.setSystem(
                List.of(
                        new Route(Route.MAIN, 0, 0, false, prefix("172.16.0.0/12"), "eth0", Ip.NONE, Ip.NONE),
                        new Route(Route.MAIN, 0, 0, false, prefix("172.99.0.0/16"), "gone", Ip.NONE, Ip.NONE)),
                List.of());
        assertThat(lookup("172.16.9.9")).isEqualTo("eth0 172.16.0.1 ::");
        assertThat(lookup("172.99.0.1")).isEqualTo("none");
        assertThat(lookup("192.168.3.4")).isEqualTo("br1 10.1.0.1 10.1.0.254");
        assertThat(lookup("10.0.0.7")).isEqualTo("none");
    }

    @Test
    void tablesOfTheSystemAreThereAsLongAsARuleNamesThem() {
        Route special = new Route(42, 0, 0, false, prefix("10.99.0.0/16"), "br1", ip("10.1.0.254"), Ip.NONE);
        RouteRule main = new RouteRule(0x7ffe, false, false, Ip.NONE_V4, 0, Route.MAIN, true);
        router.setSystem(List.of(special), List.of(main));
        assertThat(router.hasTable(42)).isFalse();
        RouteRule named = new RouteRule(100, false, false, ip("10.1.0.1"), 32, 42, true);
        RouteRule own = new RouteRule(200, false, true, Ip.NONE_V4, 0, 7, true);
        router.addRule(own);
        router.setSystem(List.of(special), List.of(main, named));
        assertThat(router.rules()).containsExactly(named, own, main);
        assertThat(router.routes(42)).hasSize(1);
        router.setSystem(List.of(special), List.of(main));
        assertThat(router.rules()).containsExactly(own, main);
        assertThat(router.hasTable(42)).isFalse();
    }

    @Test
    void addressesAreReadAndWrittenAsPeopleDo() {
        for (String text :
                List.of("10.0.0.1", "255.255.255.255", "0.0.0.0", "::", "fe80::1", "2001:db8::ff00:42:8329")) {
            assertThat(Ip.parse(text)).as(text).hasToString(text);
        }
        for (String text : List.of("", "10.0.0", "10.0.0.256", "1.2.3.4.5", "fe80::1::2", "10.0.0.1/24", "host")) {
            assertThat(Ip.parse(text)).as(text).isNull();
        }
        for (String text : List.of("10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/x")) {
            assertThat(Prefix.parse(text)).as(text).isNull();
        }
        assertThat(prefix("10.1.2.3/0").shownLength()).isZero();
        assertThat(prefix("10.1.2.3/20").ip().masked(116)).isEqualTo(ip("10.1.0.0"));
    }
}
