/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.compare.Difference;
import io.opsswitch.maven.image.ImageContents;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class ReportPageTest {

    @TempDir
    Path folder;

    private Toaster toaster;

    @BeforeEach
    void read() throws Exception {
        toaster = new Toaster(folder);
    }

    private String page(@Nullable ImageContents contents) throws Exception {
        FeatureRows rows =
                new FeatureRows(toaster.reasons(), toaster.plan(), contents, toaster.schema(), new TestIndex(Map.of()));
        return new ReportPage(
                        "alpha",
                        "1.0",
                        toaster.reasons(),
                        rows.rows(false),
                        contents,
                        toaster.schema(),
                        List.of(
                                new ReportPage.Comparison(
                                        "the defaults of Kconfig",
                                        List.of(
                                                new Difference("TOASTER_TIMER", "n", "y"),
                                                new Difference("TOASTER_SLOTS", "<2>", null))),
                                new ReportPage.Comparison("platform beta", List.of())))
                .html();
    }

    @Test
    void drawsMenuSizesAndSchema() throws Exception {
        String page = page(toaster.contents());
        assertThat(page)
                .contains("Toaster &lt;1&gt; &amp; more", "1 features on, 1 off,\n1 unavailable; 7.0 KiB")
                .contains("The menu with the state of each entry", ">Parts</text>", ">Recorder</text>")
                .contains(
                        "Which features brought which jars",
                        ">toaster-timer 1.0  2.0 KiB</text>",
                        ">every image</text>")
                .contains("TOASTER_TIMER brought clock 1.0", "OTHER brought clock 1.0")
                .contains("Tables and columns of Toaster", "Toaster.station [TOASTER_RADIO, TOASTER_RECORDER]")
                .contains("3 columns stay, 2 go")
                .contains("Differences to the defaults of Kconfig", "<code>&lt;2&gt;</code>")
                .contains("Differences to platform beta</h2>\n<p>None.</p>");
    }

    @Test
    void everyPictureIsWellFormedXml() throws Exception {
        Matcher pictures = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(page(toaster.contents()));
        int count = 0;
        while (pictures.find()) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(pictures.group())));
            count++;
        }
        assertThat(count).isGreaterThan(3);
    }

    @Test
    void standsAloneAndIsTheSameEachTime() throws Exception {
        String page = page(toaster.contents());
        assertThat(page).doesNotContain("<script", "http://", "https://", "url(", "@import", "<link");
        assertThat(page).isEqualTo(page(toaster.contents()));
        assertThat(page).doesNotContain(folder.toString());
    }

    @Test
    void withoutSizesThereIsNoPictureOfThem() throws Exception {
        assertThat(page(null))
                .doesNotContain("What brought what")
                .contains("TOASTER_TIMER", "<td class=\"size\">?</td>");
    }
}
