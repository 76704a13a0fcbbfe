/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.report;

import freemarker.core.HTMLOutputFormat;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.opsswitch.kconfig.compare.Difference;
import io.opsswitch.maven.image.ImageContents;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the report on a product as one HTML page that needs nothing else: no script, no font, no other file. Two builds of
 * the same write the same bytes.
 *
 * @param platform its platform
 * @param version of the product
 * @param reasons what is on, and why
 * @param rows its features
 * @param contents what the image holds, or null when that is not known
 * @param schema its databases
 * @param comparisons what differs from other configurations
 */
public record ReportPage(
        String platform,
        String version,
        Reasons reasons,
        List<FeatureRow> rows,
        @Nullable ImageContents contents,
        SchemaIndex schema,
        List<Comparison> comparisons) {

    /**
     * How this configuration differs from another one.
     *
     * @param title what it is compared with
     * @param differences from that one to this one
     */
    public record Comparison(String title, List<Difference> differences) {}

    /** Copy the lists. */
    public ReportPage {
        rows = List.copyOf(rows);
        comparisons = List.copyOf(comparisons);
    }

    /** A database and its picture. */
    public record DatabaseSection(String name, String picture, long kept, long gone) {}

    /** Return the page. */
    public String html() throws IOException {
        Map<String, Object> model = new HashMap<>();
        model.put("title", reasons.configuration().tree().title());
        model.put("platform", platform);
        model.put("version", version);
        model.put("rows", rows);
        model.put("on", count(FeatureRow.State.ON));
        model.put("off", count(FeatureRow.State.OFF));
        model.put("unavailable", count(FeatureRow.State.UNAVAILABLE));
        model.put("menu", MenuPicture.draw(reasons));
        if (contents != null) {
            model.put("size", Bytes.text(contents.bytes()));
            model.put("sizes", SizePicture.draw(contents));
        }
        model.put(
                "databases",
                schema.databases().stream().map(ReportPage::section).toList());
        model.put("comparisons", comparisons);
        model.put("bytes", (freemarker.template.TemplateMethodModelEx)
                arguments -> Bytes.text(((freemarker.template.TemplateNumberModel) arguments.get(0))
                        .getAsNumber()
                        .longValue()));
        StringWriter out = new StringWriter();
        try {
            template().process(model, out);
        } catch (TemplateException e) {
            throw new IOException("the report's template is broken: " + e.getMessageWithoutStackTop(), e);
        }
        return out.toString();
    }

    private long count(FeatureRow.State state) {
        return rows.stream().filter(row -> row.state() == state).count();
    }

    private static DatabaseSection section(SchemaIndex.Database database) {
        long kept = 0;
        long gone = 0;
        for (SchemaIndex.TableView table : database.tables()) {
            for (SchemaIndex.ColumnView column : table.columns()) {
                kept += column.kept() ? 1 : 0;
                gone += column.kept() ? 0 : 1;
            }
        }
        return new DatabaseSection(database.name(), SchemaPicture.draw(database), kept, gone);
    }

    private static Template template() throws IOException {
        Configuration settings = new Configuration(Configuration.VERSION_2_3_34);
        settings.setClassForTemplateLoading(ReportPage.class, "");
        settings.setDefaultEncoding(StandardCharsets.UTF_8.name());
        settings.setLocale(Locale.ROOT);
        settings.setNumberFormat("computer");
        settings.setOutputFormat(HTMLOutputFormat.INSTANCE);
        settings.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        settings.setLogTemplateExceptions(false);
        return settings.getTemplate("report.ftlh");
    }
}
