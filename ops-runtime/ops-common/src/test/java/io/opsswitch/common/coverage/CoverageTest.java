/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.common.daemon.CoverageCommands;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTest {

    @Test
    void showsTotalsAndRatesOfWhatHappened() {
        Coverage often = Coverage.counter("test_often");
        Coverage.counter("test_never");
        often.add(9);
        Coverage.tick();
        often.hit();
        Coverage.tick();
        assertThat(Coverage.show())
                .startsWith("Event coverage, avg rate over last: 5 seconds, last minute, last hour,  hash=")
                .contains("test_often                 0.2/sec     0.167/sec        0.0028/sec   total: 10\n")
                .contains(" events never hit\n")
                .doesNotContain("test_never");
    }

    @Test
    void readsOneCounter() throws Exception {
        ControlCommands commands = new ControlCommands("test");
        CoverageCommands.register(commands);
        Coverage.counter("test_read").add(3);
        assertThat(commands.run("coverage/read-counter", Json.strings(List.of("test_read"))))
                .isEqualTo("3\n");
        assertThatThrownBy(() -> commands.run("coverage/read-counter", Json.strings(List.of("none"))))
                .isInstanceOf(ControlException.class)
                .hasMessage("No such counter");
    }
}
