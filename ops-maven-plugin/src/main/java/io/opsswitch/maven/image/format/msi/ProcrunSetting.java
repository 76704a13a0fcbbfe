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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that procrun is told of each service, as a row of the image's file {@code windows/procrun.json} says it. The
 * image's own way of installing services reads the same rows, and takes {@code option} where this takes the registry's names.
 *
 * @param group the key of the registry, below that of the service's parameters
 * @param name the value's name
 * @param value a text with variables; null where there is a list
 * @param list the member of the service's description that has the list; null where there is a text
 */
record ProcrunSetting(
        String group,
        String name,
        @Nullable String value,
        @Nullable String list) {

    /** The file in the image. */
    static final String FILE = "windows/procrun.json";

    private static final String JVM = "${jvm}";
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * Read all rows.
     *
     * @param content where the file lies
     */
    static List<ProcrunSetting> read(Path content) throws IOException, ImageException {
        JsonNode rows;
        try {
            rows = JSON.readTree(Files.readAllBytes(content));
        } catch (JsonProcessingException e) {
            throw new ImageException(FILE + " is no JSON: " + e.getOriginalMessage(), e);
        }
        if (!rows.isArray()) {
            throw new ImageException(FILE + " is wrong: it has to be a list of settings");
        }
        List<ProcrunSetting> settings = new ArrayList<>();
        for (JsonNode row : rows) {
            String value = row.path("value").textValue();
            String list = row.path("list").textValue();
            String group = row.path("group").textValue();
            String name = row.path("name").textValue();
            if (group == null || name == null || (value == null) == (list == null)) {
                throw new ImageException(
                        FILE + " is wrong: a setting has the texts \"option\", \"group\", \"name\", and"
                                + " either \"value\" or \"list\", but one is " + row);
            }
            settings.add(new ProcrunSetting(group, name, value, list));
        }
        return List.copyOf(settings);
    }

    /** Return whether the value is the library of the JVM, which is found at the installation. */
    boolean isJvm() {
        return JVM.equals(value);
    }

    /** Return the text for a service, with the variables that Windows Installer replaces. */
    static String textOf(String value, Service service) {
        return value.replace("${name}", service.name())
                .replace("${mainClass}", service.mainClass())
                .replace("${stopClass}", service.stopClass())
                .replace("${stopMethod}", service.stopMethod());
    }

    /** Return the list of a service. */
    static List<String> listOf(String list, Service service) throws ImageException {
        return switch (list) {
            case "jvmOptions" -> service.jvmOptions();
            case "arguments" -> service.arguments();
            default ->
                throw new ImageException(FILE + " is wrong: there is no list \"" + list
                        + "\" in the description of a service, only jvmOptions and arguments");
        };
    }
}
