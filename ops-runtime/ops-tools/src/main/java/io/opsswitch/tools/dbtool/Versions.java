/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.dbtool;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.ovsdb.DatabaseSchema;
import java.math.BigInteger;

/** Compares the version numbers of schemas: x.y.z, by number and not as text. */
final class Versions {

    private Versions() {}

    /** Return whether the relation holds. */
    static boolean compare(String a, String relation, String b) throws ExitException {
        String[] left = parse(a);
        String[] right = parse(b);
        int order = 0;
        for (int i = 0; i < left.length && order == 0; i++) {
            order = new BigInteger(left[i]).compareTo(new BigInteger(right[i]));
        }
        return switch (relation) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case "==" -> order == 0;
            case ">=" -> order >= 0;
            case ">" -> order > 0;
            case "!=" -> order != 0;
            default -> throw new ExitException(relation + ": not a relational operator");
        };
    }

    private static String[] parse(String text) throws ExitException {
        if (!DatabaseSchema.isVersion(text)) {
            throw new ExitException(text + ": not an OVSDB version number in format x.y.z");
        }
        return text.split("\\.", -1);
    }
}
