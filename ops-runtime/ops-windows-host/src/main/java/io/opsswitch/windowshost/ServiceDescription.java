/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A service as a file below {@code windows/services} describes it, in the words that an installer reads as well. Immutable.
 *
 * @param name what Windows knows the service by
 * @param display what people know it by
 * @param description one sentence
 * @param isAutomatic whether it starts with the system
 * @param depends services that are to run before it
 * @param mainClass the class whose {@code main} runs it
 * @param arguments of the main method
 * @param stopClass the class of the method that stops it
 * @param stopMethod that method, which takes strings as {@code main} does
 * @param jvmOptions options of the JVM
 */
record ServiceDescription(
        String name,
        String display,
        String description,
        boolean isAutomatic,
        List<String> depends,
        String mainClass,
        List<String> arguments,
        String stopClass,
        String stopMethod,
        List<String> jvmOptions) {

    private static final Set<String> MEMBERS = Set.of(
            "name",
            "display",
            "description",
            "start",
            "depends",
            "mainClass",
            "arguments",
            "stopClass",
            "stopMethod",
            "jvmOptions");

    /** Reads the members of one file. */
    private record Reader(Path file, Json.Obj json, String home, String data) {

        String text(String member) throws ExitException {
            if (json.get(member) instanceof Json.Str text) {
                return fill(text.value());
            }
            throw new ExitException(file + ": \"" + member + "\" is to be a string");
        }

        List<String> texts(String member) throws ExitException {
            if (!(json.get(member) instanceof Json.Arr array)) {
                throw new ExitException(file + ": \"" + member + "\" is to be a list of strings");
            }
            List<String> texts = new ArrayList<>();
            for (Json element : array.elements()) {
                if (!(element instanceof Json.Str text)) {
                    throw new ExitException(file + ": \"" + member + "\" is to be a list of strings");
                }
                texts.add(fill(text.value()));
            }
            return List.copyOf(texts);
        }

        private String fill(String text) {
            return text.replace("${home}", home).replace("${data}", data);
        }
    }

    /**
     * Read a description.
     *
     * @param home what {@code ${home}} stands for, the folder of the image
     * @param data what {@code ${data}} stands for, the folder of databases, logs and sockets
     * @throws ExitException if it cannot be read; the message names the file and the member
     */
    static ServiceDescription read(Path file, String home, String data) throws ExitException {
        Reader reader = new Reader(file, json(file), home, data);
        for (String member : reader.json.view().keySet()) {
            if (!MEMBERS.contains(member)) {
                throw new ExitException(file + ": a service has no member \"" + member + "\"");
            }
        }
        String start = reader.text("start");
        if (!start.equals("auto") && !start.equals("demand")) {
            throw new ExitException(file + ": \"start\" is \"" + start + "\", but is to be auto or demand");
        }
        return new ServiceDescription(
                reader.text("name"),
                reader.text("display"),
                reader.text("description"),
                start.equals("auto"),
                reader.texts("depends"),
                reader.text("mainClass"),
                reader.texts("arguments"),
                reader.text("stopClass"),
                reader.text("stopMethod"),
                reader.texts("jvmOptions"));
    }

    private static Json.Obj json(Path file) throws ExitException {
        try {
            if (JsonParser.parse(Files.readString(file)) instanceof Json.Obj object) {
                return object;
            }
            throw new ExitException(file + ": a service is described by a JSON object");
        } catch (NoSuchFileException e) {
            throw new ExitException(file + ": there is no such file, so the image has no such service");
        } catch (IOException e) {
            throw new ExitException(file + ": cannot be read (" + e.getMessage() + ")");
        } catch (JsonException e) {
            throw new ExitException(file + ": " + e.getMessage());
        }
    }
}
