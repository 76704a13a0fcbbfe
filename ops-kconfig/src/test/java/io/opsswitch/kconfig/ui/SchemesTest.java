/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.ui.screen.Look;
import io.opsswitch.kconfig.ui.screen.Role;
import io.opsswitch.kconfig.ui.screen.Schemes;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemesTest {

    private static Look look(Role role, Map<String, String> environment) {
        return Schemes.choose(environment, true).theme().look(role);
    }

    @Test
    void knowsTheTemplatesOfKconfiglibAndTheSchemesOfMconf() {
        for (String name : new String[] {"default", "monochrome", "aquatic"}) {
            assertThat(Schemes.choose(Map.of("MENUCONFIG_STYLE", name), true).problems())
                    .isEmpty();
        }
        for (String name : new String[] {"mono", "blackbg", "classic", "bluetitle"}) {
            assertThat(Schemes.choose(Map.of("MENUCONFIG_COLOR", name), true).problems())
                    .isEmpty();
        }
        assertThat(look(Role.LIST, Map.of("MENUCONFIG_COLOR", "blackbg")).background())
                .isZero();
        assertThat(look(Role.SELECTION, Map.of("MENUCONFIG_STYLE", "aquatic")))
                .isEqualTo(look(Role.SELECTION, Map.of()));
    }

    @Test
    void readsElements() {
        Map<String, String> environment = Map.of(
                "MENUCONFIG_STYLE", "selection=fg:brightyellow,bg:#102030,underline edit=selection list= body=fg:200");
        assertThat(look(Role.SELECTION, environment)).isEqualTo(new Look(11, Look.RGB | 0x102030, false, true, false));
        assertThat(look(Role.EDIT, environment)).isEqualTo(look(Role.SELECTION, environment));
        assertThat(look(Role.LIST, environment)).isEqualTo(Look.PLAIN);
        assertThat(look(Role.BODY, environment).foreground()).isEqualTo(200);
        assertThat(look(Role.PATH, environment)).isEqualTo(look(Role.PATH, Map.of()));
    }

    @Test
    void namesWhatItDoesNotUnderstand() {
        Map<String, String> environment =
                Map.of("MENUCONFIG_STYLE", "fancy lists=bold list=blinking path=fg:pink edit=bg:#12 body=fg:300");
        assertThat(Schemes.choose(environment, true).problems())
                .hasSize(6)
                .allMatch(p -> p.startsWith("MENUCONFIG_STYLE: "))
                .anyMatch(p -> p.contains("there is no template \"fancy\""))
                .anyMatch(p -> p.contains("no element \"lists\""))
                .anyMatch(p -> p.contains("\"pink\" is no colour"));
    }

    @Test
    void takesColoursAwayWhenAskedToOrWhenThereAreNone() {
        Map<String, String> style = Map.of("MENUCONFIG_STYLE", "aquatic", "NO_COLOR", "1");
        for (Role role : Role.values()) {
            assertThat(look(role, style).foreground()).isEqualTo(Look.DEFAULT);
            assertThat(Schemes.choose(Map.of(), false).theme().look(role).background())
                    .isEqualTo(Look.DEFAULT);
        }
        assertThat(look(Role.SELECTION, style).standout()).isTrue();
    }
}
