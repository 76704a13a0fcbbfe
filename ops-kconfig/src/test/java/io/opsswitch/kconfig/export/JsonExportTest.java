/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.export;

import static io.opsswitch.kconfig.TestTrees.load;
import static io.opsswitch.kconfig.TestTrees.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.KconfigTree;
import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class JsonExportTest {

    private static final String TREE = "mainmenu \"T\\\"ü\"\nmenu \"Net\"\n\tvisible if A\n\tdepends on A\nconfig N\n"
            + "\tint \"n\" if B\n\trange 1 9\n\tdefault 4 if B\n\tdefault 5\n\thelp\n\t  First.\n\t  \"Second\"\t\\.\nendmenu\n"
            + "config A\n\tbool \"a\"\n\tselect B if X\n\timply B\nconfig B\n\tbool\n";

    private static String tree(KconfigTree tree) throws IOException {
        StringWriter out = new StringWriter();
        JsonExport.writeTree(tree, out);
        return out.toString();
    }

    private static String values(Configuration configuration) throws IOException {
        StringWriter out = new StringWriter();
        JsonExport.writeValues(configuration, out);
        return out.toString();
    }

    private static String compact(String json) {
        return json.replaceAll("\n *", " ")
                .replace(" : ", ": ")
                .replace("{ ", "{")
                .replace(" }", "}");
    }

    @Test
    void writesTheMenuWithAllThatTheTreeSays() throws IOException {
        assertThat(compact(tree(load(TREE))))
                .isEqualTo(("{'format': 'ops-kconfig-tree', 'version': 1, 'title': 'T\\'ü', 'dialect': 'linux-6.12',"
                                + " 'files': [ 'Kconfig' ], 'menu': {'kind': 'menu', 'location': {'file': 'Kconfig',"
                                + " 'line': 1}, 'prompt': {'text': 'T\\'ü'}, 'children': [ {'kind': 'menu',"
                                + " 'location': {'file': 'Kconfig', 'line': 2}, 'prompt': {'text': 'Net'},"
                                + " 'dependsOn': 'A', 'visibleIf': 'A', 'children': [ {'kind': 'config',"
                                + " 'location': {'file': 'Kconfig', 'line': 5}, 'symbol': 'N', 'type': 'int',"
                                + " 'prompt': {'text': 'n', 'if': 'B'}, 'dependsOn': 'A',"
                                + " 'defaults': [ {'value': '4', 'if': 'B', 'location': {'file': 'Kconfig', 'line': 8}},"
                                + " {'value': '5', 'location': {'file': 'Kconfig', 'line': 9}} ],"
                                + " 'ranges': [ {'low': '1', 'high': '9', 'location': {'file': 'Kconfig', 'line': 7}} ],"
                                + " 'help': 'First.\\n\\'Second\\'\\t\\\\.'} ]}, {'kind': 'config',"
                                + " 'location': {'file': 'Kconfig', 'line': 14}, 'symbol': 'A', 'type': 'bool',"
                                + " 'prompt': {'text': 'a'}, 'selects': [ {'symbol': 'B', 'if': 'X',"
                                + " 'location': {'file': 'Kconfig', 'line': 16}} ], 'implies': [ {'symbol': 'B',"
                                + " 'location': {'file': 'Kconfig', 'line': 17}} ]}, {'kind': 'config',"
                                + " 'location': {'file': 'Kconfig', 'line': 18}, 'symbol': 'B', 'type': 'bool'} ]}}")
                        .replace('\'', '"'));
    }

    @Test
    void writesValuesWithTheirOrigins() throws IOException {
        Configuration configuration = read(load(TREE.replace(" if X", "")), "CONFIG_A=y\nCONFIG_N=7\n");
        String json =
                compact(values(configuration)).replaceAll("\"file\": \"[^\"]*\\.config\"", "\"file\": \".config\"");
        assertThat(json)
                .isEqualTo(("{'format': 'ops-kconfig-values', 'version': 1, 'dialect': 'linux-6.12', 'symbols': {"
                                + "'N': {'type': 'int', 'value': '7', 'visible': 'y', 'changeable': true, 'written': true,"
                                + " 'origin': {'kind': 'user', 'location': {'file': '.config', 'line': 2}}},"
                                + " 'A': {'type': 'bool', 'value': 'y', 'visible': 'y', 'changeable': true,"
                                + " 'written': true, 'origin': {'kind': 'user', 'location': {'file': '.config',"
                                + " 'line': 1}}}, 'B': {'type': 'bool', 'value': 'y', 'visible': 'n', 'changeable': false,"
                                + " 'written': true, 'origin': {'kind': 'select', 'location': {'file': 'Kconfig',"
                                + " 'line': 16}, 'by': [ 'A' ]}}}}")
                        .replace('\'', '"'));
    }

    /** Each symbol depends on the one before, and so is inside of it. */
    @Test
    void writesMenusThatNestDeeply() throws IOException {
        int depth = 1500;
        StringBuilder text = new StringBuilder("config S0\n\tbool \"s\"\n");
        for (int i = 1; i < depth; i++) {
            text.append("config S")
                    .append(i)
                    .append("\n\tbool \"s\"\n\tdepends on S")
                    .append(i - 1)
                    .append('\n');
        }
        KconfigTree tree = load(text.toString());
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Integer.MAX_VALUE)
                        .build())
                .build();
        int symbols = 0;
        try (JsonParser parser = factory.createParser(tree(tree))) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                symbols += token == JsonToken.FIELD_NAME && "symbol".equals(parser.currentName()) ? 1 : 0;
            }
        }
        assertThat(symbols).isEqualTo(depth);
    }

    @Test
    void leavesTheWriterOpen() throws IOException {
        StringWriter out = new StringWriter();
        KconfigTree tree = load("config A\n\tbool\n");
        JsonExport.writeTree(tree, out);
        out.write("\n");
        assertThat(out.toString()).endsWith("}\n");
    }
}
