/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.report;

import java.util.List;

/**
 * Draws a database: a line for each table, a square for each column. Grey is in every image, full is there because a feature
 * is on, dashed is gone because all its features are off. Used once.
 */
final class SchemaPicture {

    private static final int ROW = 20;
    private static final int SQUARE = 12;
    private static final int STEP = 15;
    private static final int NAMES = 230;
    private static final int IN_ROW = 32;
    private static final int WIDTH = NAMES + IN_ROW * STEP + 20;

    private final Svg svg = new Svg();
    private int row;

    private SchemaPicture() {}

    static String draw(SchemaIndex.Database database) {
        SchemaPicture picture = new SchemaPicture();
        database.tables().forEach(picture::table);
        return picture.svg.picture(WIDTH, picture.row * ROW + 4.0, "Tables and columns of " + database.name());
    }

    private void table(SchemaIndex.TableView table) {
        String state = state(table.tag(), table.kept());
        svg.text("label " + state + "-text", 2, row * ROW + 13.0, table.name());
        int column = 0;
        for (SchemaIndex.ColumnView each : table.columns()) {
            if (column == IN_ROW) {
                column = 0;
                row++;
            }
            svg.rect(
                    state(each.tag(), each.kept()),
                    NAMES + column * (double) STEP,
                    row * ROW + 3.0,
                    SQUARE,
                    SQUARE,
                    table.name() + "." + each.name() + (each.tag().isEmpty() ? "" : " " + each.tag()));
            column++;
        }
        row++;
    }

    private static String state(List<String> tag, boolean kept) {
        if (!kept) {
            return "unavailable";
        }
        return tag.isEmpty() ? "always" : "on";
    }
}
