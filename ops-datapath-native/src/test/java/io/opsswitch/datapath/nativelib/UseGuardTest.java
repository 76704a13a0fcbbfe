/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UseGuardTest {
    private final List<String> seen = new ArrayList<>();
    private final UseGuard guard = new UseGuard("thing", () -> seen.add("freed"));

    @Test
    void freesAtOnceWhenNobodyIsInside() {
        guard.close(() -> seen.add("interrupted"));
        guard.close(() -> seen.add("interrupted"));
        assertThat(seen).containsExactly("freed");
        assertThat(guard.enter()).isFalse();
        assertThat(guard.isClosed()).isTrue();
    }

    @Test
    void leavesFreeingToWhoeverIsInside() {
        assertThat(guard.enter()).isTrue();
        assertThat(guard.enter()).isTrue();
        guard.close(() -> seen.add("interrupted"));
        assertThat(seen).containsExactly("interrupted");
        guard.leave();
        assertThat(seen).containsExactly("interrupted");
        guard.leave();
        assertThat(seen).containsExactly("interrupted", "freed");
    }

    @Test
    void actsOnlyWhileOpen() {
        guard.whileOpen(() -> seen.add("acted"));
        guard.close(() -> {});
        guard.whileOpen(() -> seen.add("acted"));
        assertThat(seen).containsExactly("acted", "freed");
    }

    @Test
    void refusesToBeLeftMoreOftenThanEntered() {
        assertThatThrownBy(guard::leave).hasMessage("thing was left more often than entered");
    }
}
