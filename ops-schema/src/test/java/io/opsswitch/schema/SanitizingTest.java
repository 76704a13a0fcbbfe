/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.schema.sanitize.PosixCksum;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From extschema to ovsschema. */
class SanitizingTest {

    @TempDir
    Path folder;

    @Test
    void writesSortedSchemaWithoutExtensionsAndWithChecksum() throws Exception {
        SchemaBuild.Result result = new Product(folder).schema("""
                        {"version": "1.2.3", "name": "Net", "cksum": "stale", "tables": {
                          "B": {"maxRows": 1, "isRoot": true, "category": "status", "columns": {
                            "z": {"type": {"key": {"type": "uuid", "refTable": "B", "refType": "weak",
                                                   "relationship": "reference"}, "min": 0, "max": "unlimited"},
                                  "relationship": "1:m", "category": "configuration", "ephemeral": true},
                            "m": {"type": {"key": {"type": "integer", "enum": 5}}, "mutable": false, "default": 5,
                                  "category": {"per-value": [{"value": 5, "category": "status"}]}}}}}}
                        """).build();
        assertThat(new String(result.ovsschema(), StandardCharsets.UTF_8)).isEqualTo("""
                {
                  "cksum": "%s",
                  "name": "Net",
                  "tables": {
                    "B": {
                      "columns": {
                        "m": {
                          "mutable": false,
                          "type": {
                            "key": {
                              "enum": [ "set", [ 5 ] ],
                              "type": "integer"
                            }
                          }
                        },
                        "z": {
                          "ephemeral": true,
                          "type": {
                            "key": {
                              "refTable": "B",
                              "refType": "weak",
                              "type": "uuid"
                            },
                            "max": "unlimited",
                            "min": 0
                          }
                        }
                      },
                      "isRoot": true,
                      "maxRows": 1
                    }
                  },
                  "version": "1.2.3"
                }
                """.formatted(result.cksum()));
        assertThat(result.name()).isEqualTo("Net");
        assertThat(result.version()).isEqualTo("1.2.3");
    }

    @Test
    void prunedExtschemaKeepsTheExtensions() throws Exception {
        Product product = new Product(folder).tables("""
                "A": {"category": "status", "columns": {
                  "a": {"type": {"key": {"type": "uuid", "refTable": "A", "relationship": "m:1"}}, "category": "status"},
                  "b": {"type": "string", "category": {"follows": "a"}, "default": "x"}}}
                """);
        assertThat(product.extschema().at("/tables/A"))
                .hasToString("{\"category\":\"status\",\"columns\":{"
                        + "\"a\":{\"type\":{\"key\":{\"type\":\"uuid\",\"refTable\":\"A\",\"relationship\":\"m:1\"}},"
                        + "\"category\":\"status\"},"
                        + "\"b\":{\"type\":\"string\",\"category\":{\"follows\":\"a\"},\"default\":\"x\"}}}");
    }

    @Test
    void prunedExtschemaBuildsToTheSameOvsschemaAgain() throws Exception {
        Product product = new Product(folder).tables("""
                "A": {"columns": {"a": {"type": "string", "feature_list": ["X"]}, "b": {"type": "real", "category": "status"}}}
                """);
        SchemaBuild.Result first = product.build();
        SchemaBuild.Result second = product.schema(new String(first.extschema(), StandardCharsets.UTF_8))
                .build();
        assertThat(second.ovsschema()).isEqualTo(first.ovsschema());
        assertThat(second.extschema()).isEqualTo(first.extschema());
    }

    @Test
    void checksumIsThatOfPosix() {
        // of the empty file, and of the check value of the CRC catalogues
        assertThat(PosixCksum.of(new byte[0])).isEqualTo("4294967295 0");
        assertThat(PosixCksum.of("123456789".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("930766865 9");
    }
}
