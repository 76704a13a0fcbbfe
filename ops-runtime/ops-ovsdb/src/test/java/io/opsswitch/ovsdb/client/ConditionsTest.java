/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.client.RowCondition.Function;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private static final DatabaseSchema SCHEMA = TestSchema.get();
    private final Conditions conditions = new Conditions();

    private CompletableFuture<Void> set(RowCondition condition) {
        CompletableFuture<Void> future = new CompletableFuture<>();
        conditions.set(Map.of("Root", condition), future);
        return future;
    }

    private static RowCondition named(String name) {
        return RowCondition.where("name", Function.EQUAL, name);
    }

    private String where() {
        return String.valueOf(conditions.where(SCHEMA.table("Root")));
    }

    private void acknowledge() {
        conditions.acknowledged();
        conditions.complete();
    }

    @Test
    void asksAgainForTheAcknowledgedOnesWhenItResumesAndForNewerOnesAfterThat() {
        conditions.beginMonitor(false);
        acknowledge();
        CompletableFuture<Void> first = set(named("a"));
        assertThat(conditions.nextChange(SCHEMA)).hasToString("{\"Root\":[{\"where\":[[\"name\",\"==\",\"a\"]]}]}");
        assertThat(first).isNotDone();
        acknowledge();
        assertThat(first).isCompleted();
        CompletableFuture<Void> second = set(named("b"));
        conditions.beginMonitor(true);
        assertThat(where()).isEqualTo("[[\"name\",\"==\",\"a\"]]");
        acknowledge();
        assertThat(second).isNotDone();
        assertThat(conditions.nextChange(SCHEMA)).asString().contains("\"b\"");
        acknowledge();
        assertThat(second).isCompleted();
    }

    @Test
    void doesNotKnowWhatToResumeWhileAChangeIsUnderWay() {
        set(named("a"));
        assertThat(conditions.nextChange(SCHEMA)).isNotNull();
        assertThat(conditions.isUnderWay()).isTrue();
        CompletableFuture<Void> later = set(named("b"));
        assertThat(conditions.nextChange(SCHEMA)).as("one at a time").isNull();
        conditions.beginMonitor(false);
        assertThat(where()).isEqualTo("[[\"name\",\"==\",\"b\"]]");
        assertThat(conditions.isUnderWay()).isFalse();
        acknowledge();
        assertThat(later).isCompleted();
        assertThat(conditions.nextChange(SCHEMA)).isNull();
    }

    @Test
    void keepsWhatWasAcknowledgedWhenAChangeIsRefused() {
        set(named("a"));
        conditions.beginMonitor(false);
        acknowledge();
        CompletableFuture<Void> refused = set(RowCondition.NONE);
        assertThat(conditions.nextChange(SCHEMA)).hasToString("{\"Root\":[{\"where\":[false]}]}");
        conditions.refused(new OvsdbClientException("no"));
        assertThat(refused).isCompletedExceptionally();
        assertThat(where()).contains("\"a\"");
        assertThat(set(named("a"))).as("nothing to do").isCompleted();
    }

    @Test
    void findsNoRowByAColumnThatTheSchemaLacks() {
        RowCondition pruned = RowCondition.where("pruned", Function.EQUAL, "x");
        assertThat(pruned.toJson(SCHEMA.table("Root"))).hasToString("[false]");
        assertThat(pruned.or(named("a")).toJson(SCHEMA.table("Root"))).hasToString("[[\"name\",\"==\",\"a\"]]");
        assertThat(pruned.or(RowCondition.ALL).toJson(SCHEMA.table("Root"))).hasToString("[true]");
    }
}
