/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OfSyntaxException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FieldsTest {

    @Test
    void givesEachFieldNamesAndNumbersOfItsOwn() {
        Set<String> seen = new HashSet<>();
        for (Field field : Fields.all()) {
            assertThat(seen.add(field.name())).as(field.name()).isTrue();
            for (OxmCode code : field.codes()) {
                assertThat(seen.add(code.name())).as(code.name()).isTrue();
                assertThat(seen.add(code.vendor() + ":" + code.oxmClass() + ":" + code.number()))
                        .as(code.name())
                        .isTrue();
                assertThat(Fields.byNumber(code.vendor(), code.oxmClass(), code.number()))
                        .isSameAs(field);
            }
            assertThat(Fields.byName(field.name())).isSameAs(field);
            assertThat(field.bits()).isLessThanOrEqualTo(field.bytes() * 8);
        }
    }

    @Test
    void keepsRegistersOfAllWidthsInTheSameBits() {
        FlowKey key = new FlowKey();
        Fields.get("xxreg0").set(key, new byte[] {0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4});
        assertThat(Fields.get("reg0").get(key, 0, 32)).isEqualTo(1);
        assertThat(Fields.get("reg3").get(key, 0, 32)).isEqualTo(4);
        assertThat(Fields.get("xreg1").get(key, 0, 64)).isEqualTo(0x300000004L);
        assertThat(key.word(FlowKey.PIPELINE_WORD + 1)).isEqualTo(0x100000002L);
    }

    @Test
    void hasThirtyTwoRegistersOfWhichTheLastSixteenAreNumberedAnew() {
        FlowKey key = new FlowKey();
        byte[] wide = {0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4};
        Fields.get("xxreg7").set(key, wide);
        assertThat(Fields.get("reg28").get(key, 0, 32)).isEqualTo(1);
        assertThat(Fields.get("reg31").get(key, 0, 32)).isEqualTo(4);
        assertThat(Fields.get("xreg15").get(key, 0, 64)).isEqualTo(0x300000004L);
        assertThat(Fields.get("reg15").get(key, 0, 32)).isZero();
        assertThat(Fields.get("reg16").codes().get(0).number()).isEqualTo(17);
        assertThat(Fields.get("xxreg4").codes().get(0).number()).isEqualTo(33);
    }

    @Test
    void writesPartsOfFieldsAndLeavesTheRest() {
        FlowKey key = new FlowKey().set(FlowField.VLAN_TCI, 0x1fff);
        Fields.VLAN_PCP.set(key, 0, 3, 5);
        assertThat(key.get(FlowField.VLAN_TCI)).isEqualTo(0xbfff);
        Fields.get("ipv6_src").set(key, 60, 8, 0xff);
        assertThat(key.get(FlowField.IPV6_SRC_LOW)).isEqualTo(0xf000000000000000L);
        assertThat(key.get(FlowField.IPV6_SRC_HIGH)).isEqualTo(0xf);
        assertThat(Fields.get("ipv6_src").get(key, 60, 8)).isEqualTo(0xff);
    }

    @Test
    void hasReservedPortsIn32BitsAboveAllOthers() {
        FlowKey key = new FlowKey().set(FlowField.IN_PORT, 0xfffe);
        assertThat(Fields.IN_PORT_OXM.get(key, 0, 32)).isEqualTo(0xfffffffeL);
        Fields.IN_PORT_OXM.set(key, 0, 32, 5);
        assertThat(Fields.IN_PORT.get(key, 0, 16)).isEqualTo(5);
    }

    @Test
    void findsOptionsOfTunnelsWhereTheLayoutHasThem() {
        TlvLayout layout = TlvLayout.NONE.with(3, 5, false).with(0, 12, false);
        FlowKey key = new FlowKey();
        Field field = Fields.get("tun_metadata0");
        byte[] value = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        field.set(key, layout, value);
        assertThat(key.word(FlowKey.TUNNEL_OPTIONS_WORD)).isEqualTo(0x010203L);
        assertThat(key.word(FlowKey.TUNNEL_OPTIONS_WORD + 1)).isEqualTo(0x0405060708090a0bL);
        assertThat(key.word(FlowKey.TUNNEL_OPTIONS_WORD + 2)).isEqualTo(0x0c00000000000000L);
        assertThat(key.word(TlvLayout.PRESENT_WORD)).isEqualTo(1);
        assertThat(field.value(key, layout)).isEqualTo(value);
        assertThat(field.get(key, layout, 0, 16)).isEqualTo(0x0b0cL);
    }

    @Test
    void readsAndWritesBitsOfFields() {
        assertThat(Subfield.parse("reg0[0..15]").text()).isEqualTo("NXM_NX_REG0[0..15]");
        assertThat(Subfield.parse("NXM_NX_REG0[3]").text()).isEqualTo("NXM_NX_REG0[3]");
        assertThat(Subfield.parse("dl_vlan[]").text()).isEqualTo("dl_vlan[]");
        assertThat(Subfield.parse("OXM_OF_ETH_SRC").text()).isEqualTo("NXM_OF_ETH_SRC[]");
        assertThatThrownBy(() -> Subfield.parse("reg0[32]"))
                .isInstanceOf(OfSyntaxException.class)
                .hasMessage("reg0[32]: starting bit 32 is not valid because field is only 32 bits wide");
    }
}
