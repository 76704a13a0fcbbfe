/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One thing that Apache's service program is told of each service, as a row of the image's file {@code windows/procrun.json}
 * says it. An installer reads the same rows, and writes what they say to the registry: it takes the members {@code group} and
 * {@code name} where this takes {@code option}. Immutable.
 *
 * @param option the option's name on the program's command line
 * @param value a text with variables; null where there is a list
 * @param list the member of the service's description that has the list; null where there is a text
 */
record ProcrunSetting(
        String option, @Nullable String value, @Nullable String list) {

    /** The file, from the folder of the image. */
    static final Path FILE = Path.of("windows", "procrun.json");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w*)}");
    private static final Set<String> MEMBERS = Set.of("option", "group", "name", "value", "list");

    /**
     * Read all rows.
     *
     * @throws ExitException if the file cannot be read or a row is wrong; the message names the file
     */
    static List<ProcrunSetting> read(Path file) throws ExitException {
        try {
            if (!(JsonParser.parse(Files.readString(file)) instanceof Json.Arr rows)) {
                throw new ExitException(file + ": is to be a list of settings");
            }
            List<ProcrunSetting> settings = new ArrayList<>();
            for (Json row : rows.elements()) {
                settings.add(of(file, row));
            }
            return List.copyOf(settings);
        } catch (IOException e) {
            throw new ExitException(file + ": cannot be read (" + e + "): the image is not complete;"
                    + " perhaps you should install it again");
        } catch (JsonException e) {
            throw new ExitException(file + ": " + e.getMessage());
        }
    }

    private static ProcrunSetting of(Path file, Json row) throws ExitException {
        if (row instanceof Json.Obj object
                && MEMBERS.containsAll(object.view().keySet())
                && object.get("option") instanceof Json.Str option) {
            if (object.get("value") instanceof Json.Str value && object.get("list") == null) {
                return new ProcrunSetting(option.value(), value.value(), null);
            }
            if (object.get("list") instanceof Json.Str list && object.get("value") == null) {
                return new ProcrunSetting(option.value(), null, list.value());
            }
        }
        throw new ExitException(file + ": a setting has the strings \"option\", \"group\", \"name\", and either"
                + " \"value\" or \"list\", but one is " + row);
    }

    /**
     * Return the text with its variables replaced.
     *
     * @throws ExitException if it has another variable
     */
    static String fill(String text, Map<String, String> variables) throws ExitException {
        StringBuilder result = new StringBuilder();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            String value = variables.get(matcher.group(1));
            if (value == null) {
                throw new ExitException(FILE + ": there is no variable " + matcher.group() + ", only "
                        + String.join(", ", new TreeSet<>(variables.keySet())));
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(value));
        }
        return matcher.appendTail(result).toString();
    }
}
