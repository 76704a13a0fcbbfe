/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.PortSpec;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** What tests share that send real frames: a {@link Lab} and a datapath, for each test anew. */
@Timeout(120)
abstract class LabTest {

    static final Duration SOON = Duration.ofSeconds(5);

    Lab lab;
    Datapath datapath;

    @BeforeEach
    void open() {
        lab = Lab.open();
        datapath = Lab.datapath();
    }

    @AfterEach
    void close() {
        if (datapath != null) {
            datapath.close();
            lab.close();
        }
    }

    Port add(String device, String type) throws DatapathException {
        return datapath.addPort(new PortSpec(device, type, Map.of(), 0));
    }

    Port addHost(String suffix, String address, String type) throws DatapathException {
        String device = lab.host(suffix, address);
        if (type.equals("afxdp")) {
            // Such a port gets no word of checksums that are still to be computed.
            lab.runIn(lab.name("h" + suffix), "ethtool -K eth0 tx off");
        }
        return add(device, type);
    }

    /** Forward everything from one port to the other. */
    void crossConnect(Port a, Port b) {
        datapath.setUpcallHandler(
                Lab.crossConnect(Map.of(a.number(), Lab.output(b.number()), b.number(), Lab.output(a.number()))));
    }

    /** Have host {@code a} reach an address, in fragments too. */
    void ping(String address) {
        assertThat(lab.runIn(lab.name("ha"), "ping -c 5 -i 0.1 -W 2 " + address))
                .contains("5 received, 0% packet loss");
        assertThat(lab.runIn(lab.name("ha"), "ping -c 3 -i 0.1 -W 2 -s 4000 " + address))
                .contains("3 received");
    }
}
