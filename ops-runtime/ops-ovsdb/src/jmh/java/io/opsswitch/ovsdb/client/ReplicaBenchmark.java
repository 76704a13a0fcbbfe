/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A replica of one table with an index: one changed row from the update to the snapshot and what differs, and look-ups. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx1g")
@State(Scope.Thread)
public class ReplicaBenchmark {

    private static final String SCHEMA = "{\"name\":\"T\",\"tables\":{\"Root\":{\"isRoot\":true,\"indexes\":[[\"name\"]],"
            + "\"columns\":{\"name\":{\"type\":\"string\"},\"i\":{\"type\":\"integer\"}}}}}";

    @Param({"1000", "500000"})
    private int rows;

    private final ReplicaStore store = new ReplicaStore(null);
    private UUID[] uuids;
    private ReplicaView view;
    private int step;

    @Setup
    public void fill() throws JsonException, OvsdbException {
        uuids = new UUID[rows];
        Json.Obj table = Json.object();
        for (int i = 0; i < rows; i++) {
            uuids[i] = UUID.randomUUID();
            Json.Obj row = Json.object().with("name", Json.of("row" + i)).with("i", Json.of(i));
            table.with(uuids[i].toString(), Json.object().with("initial", row));
        }
        store.replace(DatabaseSchema.parse(JsonParser.parse(SCHEMA)), Json.object().with("Root", table));
        view = store.take(null);
    }

    private int next() {
        step = (step + 7919) % rows;
        return step;
    }

    @Benchmark
    public List<RowChange> changesOneRow() throws OvsdbException {
        Json.Obj difference = Json.object().with("i", Json.of(System.nanoTime()));
        Json.Obj row = Json.object().with(uuids[next()].toString(), Json.object().with("modify", difference));
        store.update(Json.object().with("Root", row));
        ReplicaView before = view;
        view = store.take(before);
        return new ReplicaChange(before, view).rows();
    }

    @Benchmark
    public ReplicaRow findsByUuid() {
        return view.row("Root", uuids[next()]);
    }

    @Benchmark
    public ReplicaRow findsByIndex() {
        return view.find("Root", Map.of("name", "row" + next()));
    }

    @Benchmark
    public long visitsEachRow() {
        long sum = 0;
        for (ReplicaRow row : view.rows("Root")) {
            sum += row.uuid().getLeastSignificantBits();
        }
        return sum;
    }
}
