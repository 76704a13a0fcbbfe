/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.route;

import io.opsswitch.common.json.Json;
import java.util.ArrayList;
import java.util.List;

/** Routes and rules as {@code ovs-appctl --format=json} has them. Stateless. */
final class RouteJson {

    private RouteJson() {}

    static Json of(Route route) {
        Json.Obj hop = Json.object().with("dev", Json.of(route.device()));
        if (route.gateway().isSet()) {
            hop = hop.with("gateway", Json.of(route.gateway().toString()));
        }
        Json.Obj object = Json.object()
                .with("dst", Json.of(route.network().ip().toString()))
                .with("local", Json.of(route.isLocal()))
                .with("nexthops", Json.array(hop))
                .with("prefix", Json.of(route.network().shownLength()))
                .with("prefsrc", Json.of(route.source().toString()))
                .with("table", Json.of(route.table()))
                .with("user", Json.of(route.isUser()));
        return route.mark() == 0 ? object : object.with("mark", Json.of(route.mark()));
    }

    static Json of(RouteRule rule) {
        return Json.object()
                .with(
                        "from",
                        Json.of(rule.fromLength() == 0 ? "all" : rule.from().toString()))
                .with("invert", Json.of(rule.isInverted()))
                .with("ipv4", Json.of(rule.isV4()))
                .with("lookup", Json.of(rule.table()))
                .with("priority", Json.of(rule.priority()))
                .with("src-prefix", Json.of(rule.fromLength()))
                .with("user", Json.of(rule.isUser()));
    }

    static Json array(List<Json> elements) {
        return Json.array(new ArrayList<>(elements).toArray(new Json[0]));
    }
}
