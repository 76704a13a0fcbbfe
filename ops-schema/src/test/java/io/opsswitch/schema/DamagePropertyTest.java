/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.schema.check.AnnotationChecker;
import io.opsswitch.schema.check.SoundnessChecker;
import io.opsswitch.schema.docs.DocumentationReader;
import io.opsswitch.schema.docs.SchemaDocumentation;
import io.opsswitch.schema.json.SchemaReader;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.SourceText;
import io.opsswitch.schema.prune.DocumentationPruner;
import io.opsswitch.schema.prune.SchemaPruner;
import io.opsswitch.schema.prune.Selection;
import io.opsswitch.schema.sanitize.Sanitizer;
import java.util.List;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** Files with something cut out and something put in: they are read, or refused with a place, and nothing else happens. */
class DamagePropertyTest {

    private static final String JSON = """
            {"name": "N", "version": "1.0.0", "tables": {
              "A": {"isRoot": true, "maxRows": 1, "indexes": [["a"]], "feature_list": ["X"], "columns": {
                "a": {"type": "string", "mutable": false, "category": {"follows": "b"}},
                "b": {"type": {"key": {"type": "integer", "minInteger": -1, "maxInteger": 2},
                               "value": {"type": "uuid", "refTable": "A", "refType": "weak"}, "min": 0,
                               "max": "unlimited"}, "relationship": "1:m", "default": ["map", []]},
                "c": {"type": {"key": {"type": "string", "enum": ["set", ["x", {"val": "y", "feature_list": ["Y"]}]]}},
                      "category": {"per-value": [{"value": "x", "category": "status"}]}, "default": "x"}}}}}
            """;

    private static final String XML = """
            <?xml version="1.0"?><!-- a -->
            <database name="N" title='t'><table name="A"><feature_list><feature>X</feature></feature_list><p>w &lt;</p>
            <group title="g"><![CDATA[<x>]]><column name="a"/><group><column name="b" key='k'>x</column></group></group>
            <column name="c"><feature_list><feature>Y</feature><feature>Z</feature></feature_list>d</column></table>
            </database><!-- end -->
            """;

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void damagedSchemaIsReadOrRefused(
            @ForAll @IntRange(max = 900) int from,
            @ForAll @IntRange(max = 12) int cut,
            @ForAll
                    @Chars({'{', '}', '[', ']', '"', ':', ',', '1', '.', 'e', '-', 'x', '\\', '\n', '\u0000'})
                    @StringLength(max = 3)
                    String put) {
        String text = damaged(JSON, from, cut, put);
        Problems problems = new Problems();
        try {
            ExtSchema schema = SchemaReader.read(new SourceText("f", text));
            new AnnotationChecker(schema, problems).check();
            ExtSchema pruned =
                    SchemaPruner.prune(schema, Selection.of(Set.of("X"))).schema();
            new SoundnessChecker(schema, pruned, problems).check();
            problems.throwIfAny();
            assertThat(Product.json(Sanitizer.sanitize(pruned).bytes()).has("tables"))
                    .isTrue();
        } catch (SchemaException e) {
            refused(e);
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void damagedDocumentationIsReadOrRefused(
            @ForAll @IntRange(max = 450) int from,
            @ForAll @IntRange(max = 12) int cut,
            @ForAll
                    @Chars({'<', '>', '/', '"', '\'', '=', '&', ';', '!', '-', '?', ' ', 'x', '\n', '\u0000'})
                    @StringLength(max = 3)
                    String put) {
        String text = damaged(XML, from, cut, put);
        try {
            SchemaDocumentation documentation = DocumentationReader.read(new SourceText("f", text));
            SchemaPruner.Result schema = new SchemaPruner.Result(
                    SchemaReader.read(new SourceText("f", JSON)), List.of(), Set.of(), Set.of());
            String pruned = DocumentationPruner.prune(documentation, Selection.of(Set.of("Z")), schema)
                    .text();
            assertThat(DocumentationReader.read(new SourceText("pruned", pruned))
                            .tags())
                    .isEmpty();
        } catch (SchemaException e) {
            refused(e);
        }
    }

    @Example
    void undamagedFilesAreSound() throws Exception {
        ExtSchema schema = SchemaReader.read(new SourceText("f", JSON));
        Problems problems = new Problems();
        new AnnotationChecker(schema, problems).check();
        new SoundnessChecker(schema, schema, problems).check();
        problems.throwIfAny();
        assertThat(DocumentationReader.read(new SourceText("f", XML)).tables()).hasSize(1);
    }

    private static String damaged(String text, int from, int cut, String put) {
        int start = Math.min(from, text.length());
        int end = Math.min(start + cut, text.length());
        return text.substring(0, start) + put + text.substring(end);
    }

    private static void refused(SchemaException e) {
        assertThat(e.problems())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.message()).matches("(?s)f:[1-9][0-9]*:[1-9][0-9]*: .+; .+"));
    }
}
