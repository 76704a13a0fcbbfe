/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.text;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.json.JsonSyntax;

/** JSON on the command line. */
public final class JsonArgument {

    private JsonArgument() {}

    /** Parse an argument, which must be an object or array. */
    public static Json parse(String text) throws ExitException {
        String error = JsonSyntax.check(text);
        if (error == null) {
            try {
                return JsonParser.parse(text);
            } catch (JsonException e) {
                error = String.valueOf(e.getMessage()); // such as a number out of range
            }
        }
        throw new ExitException("\"" + text + "\": " + error);
    }
}
