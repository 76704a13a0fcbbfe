/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonParser;

/** JSON on the command line. */
final class JsonArgument {

    private JsonArgument() {}

    /** Parse an argument, which must be an object or array. */
    static Json parse(String text) throws ExitException {
        try {
            Json json = JsonParser.parse(text);
            if (json instanceof Json.Arr || json instanceof Json.Obj) {
                return json;
            }
            throw new ExitException("\"" + text + "\": syntax error at beginning of input");
        } catch (JsonException e) {
            throw new ExitException("\"" + text + "\": " + e.getMessage());
        }
    }
}
