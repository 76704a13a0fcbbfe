/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatientInputTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void givesAllAnswersAndFailsWhenOneMoreIsWanted() throws IOException {
        PatientInput input = new PatientInput(stream("y\n3\n"), LONG);
        assertThat(new String(input.readNBytes(4), StandardCharsets.UTF_8)).isEqualTo("y\n3\n");
        assertThat(input.isMissed()).isFalse();
        assertThatThrownBy(input::read).isInstanceOf(EOFException.class);
        assertThatThrownBy(input::read).isInstanceOf(EOFException.class);
        assertThat(input.isMissed()).isTrue();
    }

    @Test
    void endsALastLineThatLacksItsEnd() throws IOException {
        PatientInput input = new PatientInput(stream("Bert"), LONG);
        assertThat(new String(input.readNBytes(5), StandardCharsets.UTF_8)).isEqualTo("Bert\n");
        assertThat(input.isMissed()).isFalse();
        assertThatThrownBy(input::read).isInstanceOf(EOFException.class);
    }

    @Test
    void givesUpOnAPipeInWhichNobodyWrites() throws IOException {
        try (PipedOutputStream silent = new PipedOutputStream();
                PipedInputStream pipe = new PipedInputStream(silent)) {
            PatientInput input = new PatientInput(pipe, Duration.ofMillis(50));
            assertThatThrownBy(input::read).isInstanceOf(EOFException.class);
            assertThat(input.isMissed()).isTrue();
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
