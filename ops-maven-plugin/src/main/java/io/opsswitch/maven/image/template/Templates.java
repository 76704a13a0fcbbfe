/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.template;

import freemarker.cache.FileTemplateLoader;
import freemarker.core.InvalidReferenceException;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.PlatformConfiguration;
import io.opsswitch.maven.image.ProductFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Renders the templates among a product's files. {@code etc/motd.ftl} becomes {@code etc/motd}; a template that renders to
 * nothing but blanks makes no file, so that a file can depend on a feature as a whole.
 *
 * <p>Used by one thread.
 */
public final class Templates {

    private static final String SUFFIX = ".ftl";

    private final Path folder;
    private final PlatformConfiguration configuration;
    private final String version;

    /**
     * Create a renderer.
     *
     * @param folder the folder with the product's files; templates may include others of it
     * @param version the version of the image
     */
    public Templates(Path folder, PlatformConfiguration configuration, String version) {
        this.folder = folder;
        this.configuration = configuration;
        this.version = version;
    }

    /**
     * Return the product's files, the templates rendered.
     *
     * @throws ImageException naming file, line and column of what is wrong in a template
     */
    public List<ProductFile> render() throws IOException, ImageException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        Configuration engine = engine();
        ConfigurationModel model = new ConfigurationModel(configuration, version);
        List<ProductFile> rendered = new ArrayList<>();
        for (Path file : files()) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            if (!name.endsWith(SUFFIX)) {
                rendered.add(new ProductFile(name, file, null));
                continue;
            }
            String text = render(engine, name, model);
            if (!text.isBlank()) {
                rendered.add(new ProductFile(name.substring(0, name.length() - SUFFIX.length()), file, text));
            }
        }
        return rendered;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private Configuration engine() throws IOException {
        Configuration engine = new Configuration(Configuration.VERSION_2_3_34);
        engine.setTemplateLoader(new FileTemplateLoader(folder.toFile()));
        engine.setDefaultEncoding(StandardCharsets.UTF_8.name());
        engine.setLocalizedLookup(false);
        // Numbers are for programs, and nothing may depend on where and when the build runs.
        engine.setNumberFormat("computer");
        engine.setLocale(Locale.ROOT);
        engine.setTimeZone(TimeZone.getTimeZone("UTC"));
        engine.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        engine.setLogTemplateExceptions(false);
        engine.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        return engine;
    }

    private String render(Configuration engine, String name, ConfigurationModel model)
            throws IOException, ImageException {
        StringWriter out = new StringWriter();
        try {
            Template template = engine.getTemplate(name);
            template.process(model, out);
            return out.toString();
        } catch (ParseException e) {
            throw problem(e.getTemplateName(), e.getLineNumber(), e.getColumnNumber(), e.getEditorMessage(), e);
        } catch (TemplateException e) {
            throw problem(e.getTemplateSourceName(), e.getLineNumber(), e.getColumnNumber(), sentence(e), e);
        }
    }

    private static String sentence(TemplateException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigurationModel.UnknownNameException unknown) {
                return unknown.sentence();
            }
        }
        if (e instanceof InvalidReferenceException) {
            String name = e.getBlamedExpressionString();
            return name + " has no value in this configuration; perhaps you should write <#if " + name
                    + "??> around its use, or ${" + name + "!\"a default\"}";
        }
        return e.getMessageWithoutStackTop();
    }

    private ImageException problem(
            @Nullable String name, @Nullable Integer line, @Nullable Integer column, String what, Exception cause) {
        String place = folder.resolve(String.valueOf(name))
                + (line == null ? "" : ":" + line)
                + (line == null || column == null ? "" : ":" + column);
        return new ImageException(place + ": " + what, cause);
    }
}
