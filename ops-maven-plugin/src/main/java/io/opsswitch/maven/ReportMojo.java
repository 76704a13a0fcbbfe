/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.compare.Differences;
import io.opsswitch.maven.image.ImageContents;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.report.Reasons;
import io.opsswitch.maven.report.ReportPage;
import io.opsswitch.maven.report.SchemaIndex;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.maven.doxia.sink.Sink;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.reporting.MavenReport;
import org.apache.maven.reporting.MavenReportException;
import org.jspecify.annotations.Nullable;

/**
 * Write an HTML page with pictures of a platform: the menu with the state of each entry, which features brought which jars,
 * what became of the database schemas, and how the configuration differs from its defaults and from another platform.
 *
 * <p>The page stands alone. Called by name it is written below <code>target/site/ops</code>; as a report of the Maven site
 * (in <code>&lt;reporting&gt;</code>) it joins the site and its menu.
 */
@Mojo(name = ReportMojo.GOAL_NAME, defaultPhase = LifecyclePhase.SITE, threadSafe = true)
@SuppressWarnings("NullAway.Init")
public final class ReportMojo extends AbstractInsightMojo implements MavenReport {

    static final String GOAL_NAME = "report";

    /** The folder of the site; the page is <code>ops/index.html</code> in it. */
    @Parameter(property = "ops.reportDirectory", defaultValue = "${project.reporting.outputDirectory}")
    File reportDirectory;

    /** Another platform to compare with. */
    @Parameter(property = "ops.other")
    @Nullable
    String other;

    @Override
    void run() throws ImageException, IOException {
        if (!kconfig.isFile()) {
            getLog().info("no Kconfig tree in this module, so no report");
            return;
        }
        Reasons reasons = reasons();
        ImageContents contents = knownContents();
        SchemaIndex schema = schema();
        ReportPage page = new ReportPage(
                configuration().platform(),
                project.getVersion(),
                reasons,
                rows(reasons, contents, schema),
                contents,
                schema,
                comparisons(reasons.configuration()));
        Path file = reportDirectory.toPath().resolve(getOutputName() + ".html");
        Files.createDirectories(file.getParent());
        Files.writeString(file, page.html(), StandardCharsets.UTF_8);
        getLog().info("report: " + file);
    }

    private List<ReportPage.Comparison> comparisons(Configuration opened) throws ImageException, IOException {
        List<ReportPage.Comparison> all = new ArrayList<>();
        try {
            Configuration defaults = new Configuration(workspace().load());
            all.add(new ReportPage.Comparison("the defaults of Kconfig", Differences.between(defaults, opened)));
            if (other != null && !other.isBlank()) {
                Configuration others = product().workspace(other).open().configuration();
                all.add(new ReportPage.Comparison("platform " + other, Differences.between(others, opened)));
            }
        } catch (KconfigException e) {
            throw new ImageException(e);
        }
        return all;
    }

    @Override
    public void generate(Sink sink, Locale locale) throws MavenReportException {
        try {
            execute();
        } catch (MojoExecutionException | MojoFailureException e) {
            throw new MavenReportException(e.getMessage(), e);
        }
    }

    @Override
    public String getOutputName() {
        return "ops/index";
    }

    @Override
    public String getCategoryName() {
        return CATEGORY_PROJECT_REPORTS;
    }

    @Override
    public String getName(Locale locale) {
        return "Features";
    }

    @Override
    public String getDescription(Locale locale) {
        return "What the product consists of: features, their code, sizes and database schemas.";
    }

    @Override
    public void setReportOutputDirectory(File folder) {
        reportDirectory = folder;
    }

    @Override
    public File getReportOutputDirectory() {
        return reportDirectory;
    }

    /** The page is written whole, without the site's frame. */
    @Override
    public boolean isExternalReport() {
        return true;
    }

    @Override
    public boolean canGenerateReport() {
        return !skip && kconfig.isFile() && isProduct();
    }
}
