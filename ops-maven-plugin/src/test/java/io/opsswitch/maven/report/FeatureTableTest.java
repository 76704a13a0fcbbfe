/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureTableTest {

    @TempDir
    Path folder;

    private Toaster toaster;
    private FeatureRows rows;

    @BeforeEach
    void read() throws Exception {
        toaster = new Toaster(folder);
        TestIndex tests =
                new TestIndex(Map.of("TOASTER_RADIO", Set.of("com.example.RadioTest", "com.example.HifiTest")));
        rows = new FeatureRows(toaster.reasons(), toaster.plan(), toaster.contents(), toaster.schema(), tests);
    }

    @Test
    void tellsStateReasonSizeSchemaAndTestsOfEachFeature() {
        assertThat(FeatureTable.text(rows.rows(false), false))
                .containsExactly(
                        "FEATURE           STATE        SIZE     ARTIFACT       SCHEMA  TESTS  WHY",
                        "TOASTER_TIMER     on           2.0 KiB  toaster-timer  2       -      the configuration file says so  [.ops-config:1]",
                        "TOASTER_RADIO     off          -        toaster-radio  2       2      the configuration file says so  [.ops-config:2]",
                        "TOASTER_RECORDER  unavailable  -        flag           1       -      it depends on TOASTER_RADIO, which is n  [more:1]");
    }

    @Test
    void followsARowByEverythingOnRequest() {
        assertThat(FeatureTable.text(rows.rows(false), true))
                .contains(
                        "    schema: value \"timed\" of column Toaster.mode",
                        "    schema: key Toaster.other_config:minutes",
                        "    schema: table Station",
                        "    schema: column Toaster.station",
                        "    test:   com.example.HifiTest");
    }

    @Test
    void showsHiddenSymbolsOnRequest() {
        assertThat(rows.rows(false)).noneMatch(row -> row.symbol().equals("TOASTER_HIDDEN"));
        assertThat(rows.rows(true)).anyMatch(row -> row.symbol().equals("TOASTER_HIDDEN"));
    }

    @Test
    void writesJson() throws Exception {
        JsonNode json = new ObjectMapper().readTree(String.join("\n", FeatureTable.json("alpha", rows.rows(false))));
        assertThat(json.at("/platform").asText()).isEqualTo("alpha");
        assertThat(json.at("/features/0/symbol").asText()).isEqualTo("TOASTER_TIMER");
        assertThat(json.at("/features/0/bytes").asLong()).isEqualTo(2048);
        assertThat(json.at("/features/0/shared").asLong()).isEqualTo(100);
        assertThat(json.at("/features/1/artifact").asText()).isEqualTo("com.example:toaster-radio:1.0");
        assertThat(json.at("/features/1/tests/0").asText()).isEqualTo("com.example.HifiTest");
        assertThat(json.at("/features/2/state").asText()).isEqualTo("unavailable");
    }

    @Test
    void writesCsvWithQuotesWhereNeeded() {
        List<FeatureRow> one = List.of(new FeatureRow(
                "A",
                "Say \"A\", please",
                FeatureRow.State.ON,
                "because",
                List.of("why"),
                "flag",
                -1,
                -1,
                List.of("x", "y"),
                List.of()));
        assertThat(FeatureTable.csv(one))
                .containsExactly(
                        "symbol,title,state,artifact,bytes,shared,schema,tests,why",
                        "A,\"Say \"\"A\"\", please\",on,flag,,,\"x\ny\",,why");
    }

    @Test
    void writesSizesForPeople() {
        assertThat(List.of(Bytes.text(-1), Bytes.text(0), Bytes.text(1023), Bytes.text(1536), Bytes.text(5L << 30)))
                .containsExactly("?", "-", "1023 B", "1.5 KiB", "5.0 GiB");
    }
}
