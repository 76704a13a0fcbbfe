/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.sanitize;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsswitch.schema.json.JsonText;
import io.opsswitch.schema.json.SchemaWriter;
import io.opsswitch.schema.model.ExtSchema;
import java.nio.charset.StandardCharsets;

/**
 * Makes the ovsschema of a pruned extschema: without the members that only an extschema has, sorted, and with the
 * {@code cksum} of the file without its {@code cksum} line.
 */
public final class Sanitizer {

    /** Stands in for the checksum while it is computed. */
    private static final String PLACE = "";

    private Sanitizer() {}

    /**
     * An ovsschema.
     *
     * @param text the file
     * @param cksum its {@code cksum} member, {@code "<crc> <bytes>"}
     */
    public record OvsSchema(String text, String cksum) {

        /** Return the file's bytes. */
        public byte[] bytes() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Sanitize a pruned schema. */
    public static OvsSchema sanitize(ExtSchema schema) {
        ObjectNode node = SchemaWriter.ovsschema(schema);
        node.put("cksum", PLACE);
        JsonNode sorted = JsonText.sorted(node);
        String text = JsonText.pretty(sorted);
        // Sorted, it is the first member, so its line ends in a comma and what is left would not even be JSON: the
        // customary check deletes the line from the text, and so must this.
        String line = "  \"cksum\": \"" + PLACE + "\",\n";
        int at = text.indexOf(line);
        String without = text.substring(0, at) + text.substring(at + line.length());
        String cksum = PosixCksum.of(without.getBytes(StandardCharsets.UTF_8));
        return new OvsSchema(
                text.substring(0, at) + "  \"cksum\": \"" + cksum + "\",\n" + text.substring(at + line.length()),
                cksum);
    }
}
