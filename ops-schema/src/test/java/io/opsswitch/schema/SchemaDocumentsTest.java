/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** The documents that are made of a pruned schema. */
class SchemaDocumentsTest {

    private static final String SCHEMA = """
            {"name": "Net", "version": "1.2.3", "tables": {
              "Parent": {"isRoot": true, "maxRows": 2, "indexes": [["name"]], "columns": {
                "name": {"type": "string", "category": "configuration", "mutable": false},
                "kids": {"type": {"key": {"type": "uuid", "refTable": "Child"}, "min": 0, "max": "unlimited"},
                  "relationship": "1:m"},
                "mode": {"type": {"key": {"type": "string", "enum": ["set", ["a", {"val": "b<", "feature_list": ["B"]}]]},
                  "min": 0}, "default": "a", "category": {"per-value": [{"value": "a", "category": "status"}]}},
                "options": {"type": {"key": "string", "value": "string", "min": 0, "max": "unlimited"}},
                "silent": {"type": "integer", "feature_list": ["A"], "ephemeral": true}}},
              "Child": {"columns": {
                "parent": {"type": {"key": {"type": "uuid", "refTable": "Parent", "refType": "weak"}, "min": 0},
                  "relationship": "m:1"}}},
              "Gone": {"isRoot": true, "feature_list": ["OFF"], "columns": {"x": {"type": "string"}}}}}
            """;

    private static final String XML = """
            <database name="Net" title="All &amp; everything">
              <p>Of the whole.</p>
              <table name="Parent" title="Who has children">
                <p>First <em>of</em> all, &lt;see&gt; <ref table="Child"/> and <ref column="mode"/>.</p>
                <group title="Names">
                  <column name="name">Its name, as <code>ops</code> has it. <!-- not this --> Loose <var>text</var>.</column>
                  <group title="Deeper">
                    <column name="mode"><ul><li>one</li><li><p>two</p></li></ul>
                      <dl><dt><code>a</code></dt><dd>says A</dd></dl></column>
                  </group>
                </group>
                <column name="kids">See <url href="https://example.com/"/>.</column>
                <column name="options" key="fast-path" type='{"type": "integer", "minInteger": 1}'>
                  <feature_list><feature>A</feature></feature_list>
                  Like <ref column="options" key="other:x"/>.</column>
                <column name="options" key="other:x">.starts with a dot
                <pre>
            .SH no heading
              kept  as it is</pre></column>
              </table>
              <table name="Child"><column name="parent"><ref table="Gone"/></column></table>
              <table name="Gone"><feature_list><feature>OFF</feature></feature_list><column name="x"/></table>
            </database>
            """;

    @TempDir
    Path folder;

    private Map<String, String> files() throws Exception {
        return files(SCHEMA, XML, Set.of("A"));
    }

    private Map<String, String> files(String schema, String xml, Set<String> on) throws Exception {
        SchemaDocuments documents = new SchemaDocuments("Products", "for tests");
        documents.add(
                "net",
                SchemaSource.read(
                        Files.writeString(folder.resolve("net.extschema"), schema),
                        Files.writeString(folder.resolve("net.xml"), xml),
                        null),
                on);
        return documents.files();
    }

    private String text(String page) throws Exception {
        return files().get(page).replaceAll("<[^>]*>", "").replaceAll("\\s+", " ");
    }

    @Test
    void thereIsAPageForEachTableThatIsLeftAndAManualPage() throws Exception {
        assertThat(files().keySet())
                .containsExactlyInAnyOrder(
                        "index.html",
                        "net/index.html",
                        "net/table-Parent.html",
                        "net/table-Child.html",
                        "man/Net.conf.db.5");
    }

    @Test
    void everyLinkLeadsSomewhereAndNothingIsLoadedFromElsewhere() throws Exception {
        Map<String, String> files = files();
        List<String> external = new ArrayList<>();
        files.forEach((name, page) -> {
            if (!name.endsWith(".html")) {
                return;
            }
            assertThat(page).doesNotContain("<script", "<link", " src=", "@import", "url(http");
            Matcher links = Pattern.compile("href=\"([^\"#]*)(#([^\"]*))?\"").matcher(page);
            while (links.find()) {
                if (links.group(1).startsWith("http")) {
                    external.add(links.group(1));
                    continue;
                }
                String target = links.group(1).isEmpty()
                        ? name
                        : Path.of(name)
                                .resolveSibling(links.group(1))
                                .normalize()
                                .toString();
                assertThat(files).as("link in %s", name).containsKey(target);
                if (links.group(3) != null) {
                    assertThat(files.get(target)).contains("id=\"" + links.group(3) + "\"");
                }
            }
        });
        assertThat(external).containsExactly("https://example.com/");
    }

    @Test
    void noPlaceHasItsNameTwice() throws Exception {
        files().values()
                .forEach(page -> assertThat(Pattern.compile(" id=\"([^\"]*)\"")
                                .matcher(page)
                                .results()
                                .map(result -> result.group(1))
                                .filter(id -> !id.equals("arrow")))
                        .doesNotHaveDuplicates());
    }

    @Test
    void aTablesPageSaysWhatTheSchemaSays() throws Exception {
        assertThat(text("net/table-Parent.html"))
                .contains(
                        "Table Parent Who has children. Rows live until they are deleted. There are at most 2 rows. Column"
                                + " name is unique.",
                        "string; default the empty string; category configuration; cannot be changed",
                        "optional string, must be a; default a; category status for a",
                        "set of Childs; default empty; relationship 1:m",
                        "integer, at least 1 A",
                        "Not described silent integer; default 0; need not survive a restart A")
                .doesNotContain("b&lt;", "Gone");
        assertThat(text("net/table-Child.html"))
                .contains(
                        "A row lives as long as another row refers to it.", "optional weak reference to Parent", "m:1");
    }

    @Test
    void descriptionsAreRenderedAndEscaped() throws Exception {
        assertThat(files().get("net/table-Parent.html"))
                .contains(
                        "<p>First <em>of</em> all, &lt;see&gt; <a href=\"table-Child.html\"><code>Child</code></a> and <a"
                                + " href=\"table-Parent.html#mode\"><code>mode</code></a>.</p>",
                        "<p>Its name, as <code>ops</code> has it.",
                        "<dt><code>a</code></dt>",
                        "<h3>Names</h3>",
                        "<h4>Deeper</h4>",
                        "<a href=\"https://example.com/\">https://example.com/</a>",
                        "#options-other.3ax\"><code>options:other:x</code></a>")
                .doesNotContain("not this");
        // A table that went has no page to lead to.
        assertThat(files().get("net/table-Child.html"))
                .contains("<code>Gone</code>")
                .doesNotContain("table-Gone");
    }

    @Test
    void theIndexTellsWhatEachFeatureBrings() throws Exception {
        assertThat(text("net/index.html"))
                .contains("All &amp; everything. Schema version 1.2.3, 2 tables, for tests.", "A Parent.silent");
    }

    @Test
    void picturesAreWellFormedAndAlwaysTheSame() throws Exception {
        Matcher svg = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL)
                .matcher(files().get("net/index.html") + files().get("net/table-Parent.html"));
        int found = 0;
        while (svg.find()) {
            found++;
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg.group())));
            assertThat(svg.group()).contains("Parent.kids (1:m): Child", "class=\"weak\"");
        }
        assertThat(found).isEqualTo(2);
        assertThat(files()).isEqualTo(files());
    }

    @Test
    void theManualPageKeepsTextFromTheFormattersCommands() throws Exception {
        String page = files().get("man/Net.conf.db.5");
        assertThat(page)
                .contains(
                        ".TH \"Net.conf.db\" 5",
                        ".SH \"Parent TABLE\"",
                        "\\fBoptions : fast\\-path\\fP\noptional string, containing integer, at least 1\n",
                        "\\&.starts with a dot",
                        "\\&.SH no heading\n  kept  as it is\n",
                        "\\fBParent.kids\\fP\nreference to Child, 1:m\n")
                .doesNotContain("Gone\"", "\n.starts", "\n.SH no");
    }

    @Test
    void elementsThatNoDocumentKnowsAreAnError() {
        assertThatThrownBy(() -> files(SCHEMA, XML.replace("<p>Of the whole.</p>", "<blink>!</blink>"), Set.of("A")))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("<blink> has no meaning in a description; use one of dd, ")
                .hasMessageContaining("net.xml:2:3: ");
        assertThatThrownBy(() -> files(SCHEMA, XML.replace("Of the whole.", "<ul><li>x</li></ul>"), Set.of("A")))
                .hasMessageContaining("<ul> stands inside <p>; end <p> before it");
        assertThatThrownBy(() -> files(SCHEMA, XML.replace("\"minInteger\"", "\"minInt\""), Set.of("A")))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("minInt")
                .hasMessageContaining("options");
    }

    @Test
    void theReferenceProductIsDocumentedInFull() throws Exception {
        SchemaDocuments documents = new SchemaDocuments("Switch", "");
        documents.add(
                "vswitch",
                SchemaSource.read(VswitchSchema.EXTSCHEMA, VswitchSchema.DOCUMENTATION, VswitchSchema.UNTAGGABLE),
                null);
        assertThat(documents.files()).hasSize(22);
        documents.files().forEach((name, page) -> assertThat(page).as(name).doesNotContain("Not described"));
    }
}
