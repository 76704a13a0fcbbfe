/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import io.opsswitch.maven.image.ImageException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** What a package says about itself, where programs can read it without looking into its tables. */
final class Summary {

    /** The time that files and packages have at least, since cabinets know none before. */
    private static final Instant EARLIEST = Instant.parse("1980-01-01T00:00:00Z");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private static final int UTF_8 = 65001;
    private static final int WESTERN = 1252;
    private static final int INSTALLER = 500;
    private static final int COMPRESSED = 2;
    private static final int BETTER_NOT_CHANGED = 2;

    private Summary() {}

    /** Return the time of the files and of the package. */
    static Instant time(MsiProduct product) {
        return product.timestamp().isBefore(EARLIEST) ? EARLIEST : product.timestamp();
    }

    /** Return the code page of texts: Windows' own where it will do, as that is what all tools know. */
    static int codePage(String texts) {
        return texts.chars().allMatch(c -> c < 0x80) ? WESTERN : UTF_8;
    }

    /** Return the table. */
    static Table of(MsiProduct product, UUID packageCode, int codePage) throws ImageException {
        Table table = new Table("_SummaryInformation", 1, "PropertyId i2", "Value l255");
        String time = TIME.format(time(product));
        table.row(1, codePage);
        table.row(2, "Installation Database");
        table.row(3, product.name() + " " + product.number());
        table.row(4, product.publisher());
        table.row(5, "Installer");
        table.row(6, product.about());
        table.row(7, "x64;1033");
        table.row(9, Guids.text(packageCode));
        table.row(12, time);
        table.row(13, time);
        table.row(14, INSTALLER);
        table.row(15, COMPRESSED);
        table.row(18, "ops-maven-plugin");
        table.row(19, BETTER_NOT_CHANGED);
        return table;
    }
}
