/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.document;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The templates of the HTML documents. What they print is escaped unless a template says otherwise. Thread-safe. */
final class Templates {

    private final Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    private final String style;

    Templates() {
        configuration.setClassForTemplateLoading(Templates.class, "");
        configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
        configuration.setLocale(Locale.ROOT);
        configuration.setNumberFormat("computer");
        configuration.setRecognizeStandardFileExtensions(true);
        configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        configuration.setLogTemplateExceptions(false);
        configuration.setLocalizedLookup(false);
        try (InputStream in = Templates.class.getResourceAsStream("style.css")) {
            if (in == null) {
                throw new IllegalStateException("style.css is missing in this program");
            }
            style = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("style.css cannot be read from this program", e);
        }
    }

    /** Fill a template; every line ends in a line feed whatever the machine. */
    String fill(String name, Map<String, Object> model) {
        Map<String, Object> all = new HashMap<>(model);
        all.put("style", style);
        StringWriter out = new StringWriter();
        try {
            configuration.getTemplate(name + ".ftlh").process(all, out);
        } catch (IOException | TemplateException e) {
            throw new IllegalStateException("template " + name + " of this program is wrong: " + e.getMessage(), e);
        }
        return out.toString().replace("\r\n", "\n").strip() + "\n";
    }
}
