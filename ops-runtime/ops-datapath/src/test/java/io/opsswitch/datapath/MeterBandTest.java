/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MeterBandTest {

    @Test
    void remarkingRaisesTheDropPrecedenceOfAssuredForwarding() {
        Meter.Band band = new Meter.Band(Meter.BandType.DSCP_REMARK, 1, 1, 1);
        assertThat(band.remark(10)).as("AF11 becomes AF12").isEqualTo(12);
        assertThat(band.remark(14)).as("AF13 is the last").isEqualTo(14);
        assertThat(band.remark(46)).as("expedited forwarding has none").isEqualTo(46);
        assertThat(band.remark(0)).isZero();
    }
}
