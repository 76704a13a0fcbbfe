/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.userspace.UserspaceDatapathProvider;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.flow.FlowCommand;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.openflow.message.meter.MeterBand;
import io.opsswitch.openflow.message.meter.MeterConfig;
import io.opsswitch.openflow.message.meter.MeterMod;
import io.opsswitch.openflow.message.meter.MeterMod.Command;
import io.opsswitch.vswitchd.table.FlowTables;
import io.opsswitch.vswitchd.table.QueriedActions;
import io.opsswitch.vswitchd.table.RemovalReason;
import io.opsswitch.vswitchd.table.TableEvent;
import io.opsswitch.vswitchd.testing.FakeDatapath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeterTableTest {

    private long now = 1000;
    private final List<TableEvent> events = new ArrayList<>();
    private final FlowTables tables = new FlowTables(() -> now, new QueriedActions(), events::add);
    private final MeterTable meters = new MeterTable(tables, () -> now, 2, 3);

    MeterTableTest() {
        tables.setResources(id -> false, meters::contains);
    }

    private static MeterMod mod(Command command, int id, boolean isPackets, MeterBand... bands) {
        return new MeterMod(
                command, new MeterConfig(id, isPackets ? MeterConfig.PKTPS : MeterConfig.KBPS, List.of(bands)));
    }

    private static MeterBand drop(int rate, int burst) {
        return new MeterBand(MeterBand.DROP, rate, burst, 0);
    }

    private OpenFlowError errorOf(MeterMod mod) {
        return catchThrowableOfType(OpenFlowException.class, () -> meters.apply(mod, null))
                .error();
    }

    @Test
    void theDatapathHasTheMetersOfAllBridgesUnderNumbersOfItsOwn() throws Exception {
        try (Datapath datapath = new UserspaceDatapathProvider().open("ovs-test")) {
            DatapathMeters shared = new DatapathMeters(datapath);
            meters.apply(mod(Command.ADD, 7, true, drop(5, 6)), null);
            assertThat(meters.datapathNumber(7)).isEqualTo(DatapathMeters.NONE);
            assertThat(meters.statistics(meters.meter(7)).bands()).hasSize(1);
            MeterTable other = new MeterTable(tables, () -> now, 2, 3);
            other.setDatapath(shared);
            other.apply(mod(Command.ADD, 7, false, drop(1, 1), drop(2, 2)), null);
            meters.setDatapath(shared);
            meters.apply(mod(Command.ADD, 9, false), null);
            assertThat(List.of(other.datapathNumber(7), meters.datapathNumber(7), meters.datapathNumber(9)))
                    .containsExactly(0, 1, 2);
            assertThat(datapath.meterStatistics(0).bands()).hasSize(2);

            meters.apply(mod(Command.MODIFY, 7, true, drop(5, 6), drop(9, 9), drop(8, 8)), null);
            assertThat(meters.datapathNumber(7)).isEqualTo(1);
            assertThat(meters.statistics(meters.meter(7)).bands()).hasSize(3);
            meters.apply(mod(Command.DELETE, 7, true), null);
            assertThat(datapath.meterStatistics(1)).isNull();
            meters.setDatapath(null);
            assertThat(datapath.meterStatistics(2)).isNull();
            assertThat(meters.datapathNumber(9)).isEqualTo(DatapathMeters.NONE);
            assertThat(other.datapathNumber(7)).isZero();
        }
    }

    @Test
    void aMeterThatTheDatapathRefusesIsNotThere() throws Exception {
        meters.setDatapath(new DatapathMeters(new FakeDatapath.Provider(() -> now).open("ovs-fake")));
        assertThat(errorOf(mod(Command.ADD, 1, true))).isEqualTo(OpenFlowError.OFPMMFC_OUT_OF_METERS);
        assertThat(meters.all()).isEmpty();
    }

    @Test
    void refusesWhatIsWrong() {
        assertThat(errorOf(mod(Command.ADD, 0, true))).isEqualTo(OpenFlowError.OFPMMFC_INVALID_METER);
        assertThat(errorOf(mod(Command.ADD, MeterConfig.ALL, true))).isEqualTo(OpenFlowError.OFPMMFC_INVALID_METER);
        assertThat(errorOf(mod(Command.ADD, 1, true, drop(0, 1)))).isEqualTo(OpenFlowError.OFPMMFC_BAD_RATE);
        MeterBand band = drop(1, 1);
        assertThat(errorOf(mod(Command.ADD, 1, true, band, band, band, band)))
                .isEqualTo(OpenFlowError.OFPMMFC_OUT_OF_BANDS);
        assertThat(errorOf(mod(Command.MODIFY, 1, true))).isEqualTo(OpenFlowError.OFPMMFC_UNKNOWN_METER);
        meters.apply(mod(Command.ADD, 1, true), null);
        meters.apply(mod(Command.ADD, MeterConfig.CONTROLLER, true), null);
        assertThat(errorOf(mod(Command.ADD, 1, true))).isEqualTo(OpenFlowError.OFPMMFC_METER_EXISTS);
        assertThat(errorOf(mod(Command.ADD, 2, true))).isEqualTo(OpenFlowError.OFPMMFC_OUT_OF_METERS);
    }

    @Test
    void flowsGoWithTheMeterThatTheyUse() {
        meters.apply(mod(Command.ADD, 1, true, drop(1, 1)), null);
        tables.apply(
                FlowMod.of(FlowCommand.ADD, 0, Match.ANY)
                        .actions(List.of(new OfpAct.Meter(1)))
                        .build(),
                null);
        now += 500;
        meters.apply(mod(Command.MODIFY, 1, true, drop(2, 2)), null);
        assertThat(meters.references(meters.meter(1))).isEqualTo(1);
        assertThat(meters.meter(1).created()).isEqualTo(1000);
        meters.apply(mod(Command.DELETE, MeterConfig.ALL, true), "cause");
        assertThat(events)
                .last()
                .isInstanceOfSatisfying(
                        TableEvent.Removed.class,
                        removed -> assertThat(removed.reason()).isEqualTo(RemovalReason.METER_DELETE));
        assertThat(meters.all()).isEmpty();
        assertThat(tables.table(0).size()).isZero();
    }
}
