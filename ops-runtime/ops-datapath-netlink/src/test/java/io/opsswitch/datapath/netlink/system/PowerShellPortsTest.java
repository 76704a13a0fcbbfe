/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.DatapathException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PowerShellPortsTest {
    private final List<String> scripts = new ArrayList<>();
    private String answer = "";

    private final PowerShellPorts ports = new PowerShellPorts((what, script) -> {
        scripts.add(script);
        return answer;
    });

    @Test
    void makesAnAdapterOnlyWhereThereIsNone() throws Exception {
        assertThat(ports.makeInternal("br0")).isFalse();
        answer = "ops: made";
        assertThat(ports.makeInternal("br0")).isTrue();
        assertThat(scripts.get(0))
                .contains("Add-VMNetworkAdapter -ManagementOS", "-Name 'br0'", "Rename-NetAdapter -NewName 'br0'");
    }

    @Test
    void quotesNamesSoThatTheyAreNeverCommands() throws Exception {
        ports.removeInternal("a'; Remove-Item x; '");
        assertThat(scripts.get(0)).contains("'a''; Remove-Item x; '''");
    }

    @Test
    void writesAddressesAsWindowsWantsThem() throws Exception {
        ports.setMacAddress("br0", 0x0200_5e00_00abL);
        ports.setMtu("br0", 1400);
        ports.setUp("br0", false);
        assertThat(scripts.get(0)).endsWith("-Name 'br0' -StaticMacAddress '02005E0000AB'");
        assertThat(scripts.get(1)).endsWith("-InterfaceAlias 'br0' -NlMtuBytes 1400");
        assertThat(scripts.get(2)).isEqualTo("Disable-NetAdapter -Confirm:$false -Name 'br0'");
    }

    @Test
    void passesOnWhatWentWrong() {
        PowerShellPorts broken = new PowerShellPorts((what, script) -> {
            throw new DatapathException("could not " + what + ": no such switch");
        });
        assertThatThrownBy(() -> broken.makeInternal("br0"))
                .hasMessage("could not make the internal port br0: no such switch");
    }
}
