/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.datapath.Meter.Statistics;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.meter.MeterBand;
import io.opsswitch.openflow.message.meter.MeterConfig;
import io.opsswitch.openflow.message.meter.MeterFeatures;
import io.opsswitch.openflow.message.meter.MeterMod;
import io.opsswitch.openflow.message.meter.MeterRequest;
import io.opsswitch.openflow.message.meter.MeterStats;
import io.opsswitch.vswitchd.table.meter.Meter;
import java.util.List;

/** Requests about meters. */
final class MeterRequests {

    private static final int FLAGS = MeterConfig.KBPS | MeterConfig.PKTPS | MeterConfig.BURST | MeterConfig.STATS;

    private final Endpoint endpoint;
    private final Announcements announcements;

    MeterRequests(Endpoint endpoint, Announcements announcements) {
        this.endpoint = endpoint;
        this.announcements = announcements;
    }

    void register(Dispatcher dispatcher) {
        dispatcher.on(MessageKind.METER_MOD, Dispatcher.Access.CHANGES, request -> {
            endpoint.meters.apply(request.body(MeterMod.class), request.requester());
            announcements.forward(request);
        });
        Dispatcher.Access reads = Dispatcher.Access.READS;
        dispatcher.on(
                MessageKind.METER_CONFIG_STATS_REQUEST,
                reads,
                request -> endpoint.reply(
                        request,
                        new MeterConfig.Reply(
                                select(request).stream().map(Meter::config).toList())));
        dispatcher.on(
                MessageKind.METER_STATS_REQUEST,
                reads,
                request -> endpoint.reply(
                        request,
                        new MeterStats.Reply(
                                select(request).stream().map(this::statistics).toList())));
        dispatcher.on(
                MessageKind.METER_FEATURES_STATS_REQUEST,
                reads,
                request -> endpoint.reply(
                        request,
                        new MeterFeatures(
                                endpoint.meters.maxMeters(),
                                1 << MeterBand.DROP,
                                FLAGS,
                                endpoint.meters.maxBands(),
                                0)));
    }

    private List<Meter> select(Request request) {
        int number = request.body(MeterRequest.class).meter();
        if (number == MeterConfig.ALL) {
            return endpoint.meters.all();
        }
        Meter meter = endpoint.meters.meter(number);
        if (meter == null) {
            throw new OpenFlowException(
                    OpenFlowError.OFPMMFC_UNKNOWN_METER, "there is no meter " + Integer.toUnsignedString(number));
        }
        return List.of(meter);
    }

    private MeterStats statistics(Meter meter) {
        Statistics counted = endpoint.meters.statistics(meter);
        return new MeterStats(
                meter.id(),
                endpoint.meters.references(meter),
                counted.packets(),
                counted.bytes(),
                endpoint.since(meter.created()),
                counted.bands().stream()
                        .map(band -> new MeterStats.Band(band.packets(), band.bytes()))
                        .toList());
    }
}
