/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.DatapathProvider;
import io.opsswitch.datapath.DatapathSpec;
import io.opsswitch.datapath.Dummies;
import io.opsswitch.vswitchd.bridge.Backer;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Datapaths that people make by control commands, with stand-ins for devices. */
class StandaloneDatapathsTest {

    private static final String FLOW = "in_port(1),eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02),eth_type(0x1234)";

    private final ControlCommands commands = new ControlCommands("ovs-vswitchd");
    private final StandaloneDatapaths alone = new StandaloneDatapaths(StandaloneDatapathsTest::open);

    private static Backer open(String type, String name) throws DatapathException {
        DatapathProvider provider = ServiceLoader.load(DatapathProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new DatapathException("datapath type " + type + " is not in this image"));
        return new Backer(provider.open(new DatapathSpec(type, name, () -> 1000, Dummies.BESIDE)), () -> 1000);
    }

    @BeforeEach
    void register() {
        SwitchCommands.register(commands, List::of, alone);
    }

    @AfterEach
    void close() {
        alone.close();
    }

    private String run(String name, String... args) throws ControlException {
        return commands.run(name, Json.strings(List.of(args)));
    }

    private void fails(String message, String name, String... args) {
        assertThatThrownBy(() -> run(name, args))
                .isInstanceOf(ControlException.class)
                .hasMessage(message);
    }

    private static String shown(String... ports) {
        return "dummy@dp1:\n  lookups: hit:0 missed:0 lost:0\n  flows: 0\n  port 0: dp1 (dummy-internal)\n"
                + String.join("", ports);
    }

    @Test
    void aDatapathIsMadeOnceAndRemovedOnce() throws Exception {
        fails("ovs-vswitchd: opening datapath (No such device)", "dpctl/del-dp", "dummy@dp1");
        assertThat(run("dpctl/add-dp", "dummy@dp1")).isEmpty();
        fails("ovs-vswitchd: add_dp (File exists)", "dpctl/add-dp", "dummy@dp1");
        assertThat(run("dpctl/dump-dps")).isEqualTo("dummy@dp1\n");
        assertThat(run("dpif/dump-dps")).as("those of bridges").isEmpty();
        assertThat(run("dpctl/show")).isEqualTo(shown());
        assertThat(run("dpctl/del-dp", "dp1")).isEmpty();
        assertThat(run("dpctl/dump-dps")).isEmpty();
        fails("ovs-vswitchd: add_dp (datapath type toaster is not in this image)", "dpctl/add-dp", "toaster@x");
    }

    @Test
    void portsAreAddedWithTheirNumbersAndRemoved() throws Exception {
        run("dpctl/add-dp", "dummy@dp1", "v1,type=dummy,port_no=5", "v2,type=dummy");
        assertThat(run("dpctl/show", "dummy@dp1")).isEqualTo(shown("  port 2: v2 (dummy)\n", "  port 5: v1 (dummy)\n"));
        fails(
                "ovs-vswitchd: adding v1 to dummy@dp1 failed (could not add port v1: the datapath has a port of this"
                        + " name, number 5)",
                "dpctl/add-if",
                "dummy@dp1",
                "v1,type=dummy");
        fails(
                "ovs-vswitchd: adding v3 to dummy@dp1 failed (could not add port v3: port v1 has the number 5)\n"
                        + "ovs-vswitchd: v4: \"x\" is no option; write KEY=VALUE\n"
                        + "ovs-vswitchd: v5: \"y\" is no port number",
                "dpctl/add-if",
                "dummy@dp1",
                "v3,type=dummy,port_no=5",
                "v4,x",
                "v5,port_no=y");
        run("dpctl/del-if", "dummy@dp1", "v1", "2");
        assertThat(run("dpctl/show")).isEqualTo(shown());
        fails("ovs-vswitchd: no port named v1", "dpctl/del-if", "dummy@dp1", "v1");
        fails(
                "ovs-vswitchd: deleting port dp1 from dummy@dp1 failed (Invalid argument)",
                "dpctl/del-if",
                "dummy@dp1",
                "dp1");
    }

    @Test
    void whatAPortIsStaysAsItIs() throws Exception {
        run("dpctl/add-dp", "dummy@dp1", "v1,type=dummy,port_no=5");
        assertThat(run("dpctl/set-if", "dummy@dp1", "v1,type=dummy,port_no=5", "dp1,type=dummy-internal"))
                .isEmpty();
        fails(
                "ovs-vswitchd: v1: can't change type from dummy to system",
                "dpctl/set-if",
                "dummy@dp1",
                "v1,type=system");
        fails("ovs-vswitchd: v1: can't change port number from 5 to 6", "dpctl/set-if", "dummy@dp1", "v1,port_no=6");
        assertThatThrownBy(() -> run("dpctl/set-if", "dummy@dp1", "v1,key=3")).hasMessageContaining("dpctl/del-if");
    }

    @Test
    void flowsMayBeForPortsThatAreNotThere() throws Exception {
        run("dpctl/add-dp", "dummy@dp1");
        run("dpctl/add-flow", "dummy@dp1", FLOW, "2");
        assertThat(run("dpctl/dump-flows", "dummy@dp1"))
                .isEqualTo("flow-dump from the main thread:\nrecirc_id(0)," + FLOW
                        + ", packets:0, bytes:0, used:never, actions:2\n");
        run("dpctl/del-flow", FLOW);
        assertThat(run("dpctl/dump-flows")).isEmpty();
    }
}
