/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.opsswitch.maven.image.ImageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * A service of Windows that the image describes in a file {@code windows/services/NAME.json}. Its program is Apache's procrun,
 * which starts a class in a JVM. Texts may hold {@code ${home}} and {@code ${data}}, see {@link Formatted}.
 *
 * @param automatic whether it starts with the machine
 * @param depends the services that have to run before it
 */
record Service(
        String name,
        String display,
        String description,
        boolean automatic,
        List<String> depends,
        String mainClass,
        List<String> arguments,
        String stopClass,
        String stopMethod,
        List<String> jvmOptions) {

    /** The folder of the image with the descriptions, and of the package with the services' programs. */
    static final String FOLDER = "windows/services";

    /** The program of all services, which the image has to have. */
    static final String PROGRAM = "bin/prunsrv.exe";

    private static final String SUFFIX = ".json";
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
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** Return whether a file of the image describes a service. */
    static boolean isDescription(String file) {
        return file.startsWith(FOLDER + "/") && file.endsWith(SUFFIX);
    }

    /** Return the program of the service in the package: a copy of procrun that bears the service's name. */
    String program() {
        return FOLDER + "/" + name + ".exe";
    }

    /**
     * Read the description of a service.
     *
     * @param file its name in the image
     * @param content where it lies
     */
    static Service read(String file, Path content) throws IOException, ImageException {
        JsonNode node;
        try {
            node = JSON.readTree(Files.readAllBytes(content));
        } catch (JsonProcessingException e) {
            throw new ImageException(file + " is no JSON: " + e.getOriginalMessage(), e);
        }
        Reader in = new Reader(file, node);
        in.checkMembers();
        String name = in.text("name");
        if (!name.matches("[A-Za-z][A-Za-z0-9-]{0,39}") || !file.equals(FOLDER + "/" + name + SUFFIX)) {
            throw in.wrong("\"name\" is \"" + name + "\", but it has to be the name of the file, up to 40 letters,"
                    + " digits and hyphens, the first a letter");
        }
        String start = in.text("start");
        if (!start.equals("auto") && !start.equals("demand")) {
            throw in.wrong("\"start\" is \"" + start + "\", but it has to be auto or demand");
        }
        return new Service(
                name,
                in.text("display"),
                in.text("description"),
                start.equals("auto"),
                in.list("depends"),
                in.text("mainClass"),
                in.list("arguments"),
                in.text("stopClass"),
                in.text("stopMethod"),
                in.list("jvmOptions"));
    }

    private record Reader(String file, JsonNode node) {

        ImageException wrong(String what) {
            return new ImageException("the description of a service, " + file + ", is wrong: " + what);
        }

        void checkMembers() throws ImageException {
            if (!node.isObject()) {
                throw wrong("it is no JSON object");
            }
            for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                if (!MEMBERS.contains(name)) {
                    throw wrong("there is no member \"" + name + "\"; the members are "
                            + String.join(", ", MEMBERS.stream().sorted().toList()));
                }
            }
        }

        String text(String name) throws ImageException {
            JsonNode value = node.path(name);
            if (!value.isTextual() || value.asText().isBlank()) {
                throw wrong("\"" + name + "\" has to be a text");
            }
            return oneLine(name, value.asText());
        }

        List<String> list(String name) throws ImageException {
            JsonNode value = node.path(name);
            if (value.isMissingNode()) {
                return List.of();
            }
            List<String> items = new ArrayList<>();
            for (JsonNode item : value) {
                if (!item.isTextual() || item.asText().isEmpty()) {
                    throw wrong("\"" + name + "\" has to be a list of texts that are not empty");
                }
                items.add(oneLine(name, item.asText()));
            }
            if (!value.isArray()) {
                throw wrong("\"" + name + "\" has to be a list of texts");
            }
            return List.copyOf(items);
        }

        private String oneLine(String name, String text) throws ImageException {
            if (text.chars().anyMatch(c -> c < ' ')) {
                throw wrong("\"" + name + "\" has a control character in it");
            }
            return text;
        }
    }
}
