/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextErrorTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "in_port(x)|9|expected the number of a port, found \"x)\"",
                "in_port(1|10|expected ')', found the end of the text",
                "in_port(1),in_port(2)|12|in_port(...) is given twice; name it once",
                "nosuch(1)|1|there is no field nosuch; check its spelling",
                "in_port|1|expected a field such as in_port(...) or eth_type(...)",
                "eth(src=1:2)|9|expected an Ethernet address",
                "eth_type(0x12345)|10|expected a number of at most 16 bits",
                "eth(),eth_type(0x0800),ipv4(src=300.1.1.1)|33|expected an IPv4 address",
                "eth(),eth_type(0x0800),ipv4(frag=maybe)|34|expected no, first or later",
                "eth(),eth_type(0x0800),ipv4(proto=17),tcp(src=1)|39|tcp(...) does not go with the other fields",
                "eth(),eth_type(0x8100),vlan(vid=5)|24|a VLAN tag is written eth_type(0x8100),vlan(...),encap(...)",
                "eth(),eth_type(0x86dd),ipv6(src=1::2::3)|33|expected an IPv6 address",
                "ct_state(+new+odd)|15|expected one of the flags new, est, rel",
                "tunnel(geneve({class=1,type=2,len=6}))|35|a Geneve option of 6 bytes; give a multiple of 4 up to 124",
                "ufid:12|6|expected a flow identifier of 36 characters"
            })
    void tellsWhereAMatchIsWrong(String text, int column, String message) {
        assertThatThrownBy(() -> FlowParser.match(text, PortNames.NONE))
                .isInstanceOf(FlowTextException.class)
                .hasMessageStartingWith("column " + column + ": ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,nosuch|3|expected an action or a port number, found \"nosuch\"",
                "push_vlan(vid=5000,pcp=0)|15|expected a number of at most 12 bits",
                "clone(1|8|expected an action or ')', found the end of the text",
                "sample(sample=101%,actions(1))|15|expected a percentage from 0 to 100",
                "ct(commit,force_commit)|11|commit and force_commit in one ct",
                "ct(nat(src=10.0.0.9-10.0.0.1))|8|the range of addresses ends before it begins",
                "set(nosuch(1))|5|expected a group of fields that can be set",
                "userspace(pid=1,userdata(abc))|26|an odd number of hexadecimal digits",
                "1 2pop_vlan|4|expected ',' behind the action",
                "userspace(pid=1,sFlow(vid=0))|16|expected ,userdata(...)"
            })
    void tellsWhereActionsAreWrong(String text, int column, String message) {
        assertThatThrownBy(() -> ActionParser.actions(text, PortNames.NONE))
                .isInstanceOf(FlowTextException.class)
                .hasMessageStartingWith("column " + column + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void refusesActionsNestedTooDeep() throws FlowTextException {
        String deepest = "clone(".repeat(Actions.MAX_DEPTH) + "1" + ")".repeat(Actions.MAX_DEPTH);
        assertThat(ActionFormat.text(ActionParser.actions(deepest, PortNames.NONE)))
                .isEqualTo(deepest);
        assertThatThrownBy(() -> ActionParser.actions("clone(".repeat(100_000), PortNames.NONE))
                .isInstanceOf(FlowTextException.class)
                .hasMessageContaining("actions nested deeper than 16");
    }

    @Test
    void readsNamesOfPortsOnlyWhereTheyAreKnown() throws FlowTextException {
        PortNames names = PortNames.of(Map.of(7, "10gig", 8, "pop_vlan"));
        assertThat(FlowParser.match("in_port(10gig)", names).key().get(FlowField.IN_PORT))
                .isEqualTo(7);
        Actions actions = ActionParser.actions("10gig,pop_vlan,9", names);
        assertThat(actions.opcode(actions.next(0))).isEqualTo(Action.OUTPUT);
        assertThat(ActionFormat.text(actions)).isEqualTo("7,8,9");
        assertThatThrownBy(() -> FlowParser.match("in_port(eth0)", names))
                .hasMessageContaining("the number or the name of a port");
    }

    @Test
    void takesWhatIsNotNamedForOpenVSwitchsDefault() throws FlowTextException {
        FlowMatch match = FlowParser.match("in_port(1),eth(),eth_type(0x0800)", PortNames.NONE);
        assertThat(match.mask().get(FlowField.RECIRC_ID)).isEqualTo(0xffff_ffffL);
        assertThat(match.mask().get(FlowField.VLAN_TCI)).isEqualTo(0xffff);
        assertThat(match.mask().get(FlowField.PACKET_TYPE)).isZero();
        FlowMatch routed = FlowParser.match("in_port(1),eth_type(0x0800)", PortNames.NONE);
        assertThat(routed.key().get(FlowField.PACKET_TYPE)).isEqualTo(0x10800);
        assertThat(ActionParser.actions("drop", PortNames.NONE)).isEqualTo(Actions.DROP);
    }

    @Test
    void readsAndWritesTagsThatAreCutOffAndFramesWithoutType() throws FlowTextException {
        for (String text : new String[] {
            "recirc_id(0),in_port(1),eth(),eth_type(0x8100),vlan(vid=0,pcp=0,cfi=0),encap()",
            "recirc_id(0),in_port(1),eth(),eth_type(0x8100),vlan(vid=5,pcp=0),encap()",
            "recirc_id(0),in_port(1),eth(),eth_type(0x8100),vlan(vid=5,pcp=0),encap(eth_type(0x8100),"
                    + "vlan(vid=0,pcp=0,cfi=0),encap())",
            "recirc_id(0),in_port(1),eth(),eth_type(0x8100),vlan(vid=5,pcp=0),encap(eth_type(0x8100),"
                    + "vlan(vid=6,pcp=0),encap(eth_type(0x88a8)))",
            "recirc_id(0),in_port(1),eth(),eth_type(0/0xffff)"
        }) {
            FlowMatch match = FlowParser.match(text, PortNames.NONE);
            assertThat(FlowFormat.match(match.key(), match.mask())).isEqualTo(text);
        }
    }
}
