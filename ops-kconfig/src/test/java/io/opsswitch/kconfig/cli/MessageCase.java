/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One run of a tool and all that it prints, out of the tables in {@code src/test/resources/messages}.
 *
 * <p>In a table, {@code === name} starts a case and {@code --- key argument} a part of it, with the lines that follow as
 * its content: {@code file NAME}, {@code bytes NAME} (with \n, \t, \r, \\ and \xNN), {@code dir NAME},
 * {@code link NAME TARGET}, {@code env NAME=VALUE}, {@code run ARGUMENTS}; {@code dialect NAME} when no C tool is at
 * hand that knows the case; {@code reason} when we add why; {@code sets} when a C tool prints lines as often as it computes; {@code status},
 * {@code out} and {@code err} for what is expected, with the escapes of {@code bytes}.
 */
final class MessageCase {

    private static final String[] TABLES = {"text", "grammar", "properties", "circles", "macros", "values", "mainline"};

    private final String name;
    private final List<Part> parts = new ArrayList<>();

    private MessageCase(String name) {
        this.name = name;
    }

    private record Part(String key, String argument, List<String> lines) {}

    static Stream<MessageCase> all() {
        return Stream.of(TABLES).flatMap(table -> read(table).stream());
    }

    private static List<MessageCase> read(String table) {
        List<MessageCase> cases = new ArrayList<>();
        try (InputStream in = MessageCase.class.getResourceAsStream("/messages/" + table + ".cases")) {
            String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
            for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
                if (line.startsWith("=== ")) {
                    cases.add(new MessageCase(table + ": " + line.substring(4)));
                } else if (line.startsWith("--- ")) {
                    String[] words = line.substring(4).split(" ", 2);
                    cases.get(cases.size() - 1)
                            .parts
                            .add(new Part(words[0], words.length > 1 ? words[1] : "", new ArrayList<>()));
                } else {
                    List<Part> open = cases.get(cases.size() - 1).parts;
                    open.get(open.size() - 1).lines.add(line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return cases;
    }

    /** Tell whether the C tool of Linux 6.12 knows all that this case uses. */
    boolean hasPeer() {
        return parts("dialect").isEmpty();
    }

    String dialect() {
        return hasPeer() ? "linux-6.12" : parts("dialect").get(0).argument;
    }

    boolean comparesSets() {
        return !parts("sets").isEmpty();
    }

    String[] arguments() {
        return parts("run").get(0).argument.split(" ");
    }

    void addEnvironment(Map<String, String> environment) {
        for (Part part : parts("env")) {
            int equals = part.argument.indexOf('=');
            environment.put(part.argument.substring(0, equals), part.argument.substring(equals + 1));
        }
    }

    /** Tell whether we say why something failed, in one line behind those of the C tool. */
    boolean addsReason() {
        return !parts("reason").isEmpty();
    }

    int status() {
        return Integer.parseInt(parts("status").get(0).argument);
    }

    String out() {
        return expected("out");
    }

    String err() {
        return expected("err");
    }

    private String expected(String key) {
        StringBuilder all = new StringBuilder();
        for (String line : parts(key).get(0).lines) {
            all.append(line).append('\n');
        }
        return new String(unescaped(all.toString()), StandardCharsets.ISO_8859_1);
    }

    private List<Part> parts(String key) {
        return parts.stream().filter(p -> p.key.equals(key)).toList();
    }

    /** Make the files that the case needs in a folder. */
    void prepare(Path folder) throws IOException {
        for (Part part : parts) {
            switch (part.key) {
                case "file" -> write(folder, part, linesOf(part).getBytes(StandardCharsets.US_ASCII));
                case "bytes" -> write(folder, part, unescaped(String.join("", part.lines)));
                case "dir" -> Files.createDirectories(folder.resolve(part.argument));
                case "link" -> {
                    String[] words = part.argument.split(" ");
                    Files.createSymbolicLink(folder.resolve(words[0]), Path.of(words[1]));
                }
                default -> {
                    // says nothing of files
                }
            }
        }
    }

    private static void write(Path folder, Part part, byte[] content) throws IOException {
        Path path = folder.resolve(part.argument);
        Files.createDirectories(path.getParent());
        Files.write(path, content);
    }

    private static String linesOf(Part part) {
        StringBuilder all = new StringBuilder();
        part.lines.forEach(line -> all.append(line).append('\n'));
        return all.toString();
    }

    private static byte[] unescaped(String text) {
        Map<Character, Character> simple = new HashMap<>(Map.of('n', '\n', 't', '\t', 'r', '\r', '\\', '\\'));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\') {
                out.write(c);
            } else if (text.charAt(++i) == 'x') {
                out.write(Integer.parseInt(text.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                out.write(simple.get(text.charAt(i)));
            }
        }
        return out.toByteArray();
    }

    @Override
    public String toString() {
        return name;
    }
}
