/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.model;

import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaProblem.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The text of an input file, without a byte order mark. Immutable. */
public final class SourceText {

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String file;
    private final String text;
    private final int[] lineStarts;

    /** Read a file of UTF-8 text. */
    public static SourceText read(Path path) throws SchemaException {
        String file = path.toString();
        Position start = new Position(file, 1, 1);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new Problems().fatal(Kind.SYNTAX, start, "the file does not exist", "create it or correct the path");
        } catch (IOException e) {
            throw new Problems()
                    .fatal(
                            Kind.SYNTAX,
                            start,
                            "the file cannot be read (" + e + ")",
                            "check that it is a file and its permissions");
        }
        ByteBuffer input = ByteBuffer.wrap(bytes);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(input)
                    .toString();
            return new SourceText(file, text);
        } catch (CharacterCodingException e) {
            String before = new String(bytes, 0, input.position(), StandardCharsets.UTF_8);
            throw new Problems()
                    .fatal(
                            Kind.SYNTAX,
                            new SourceText(file, before).positionAt(before.length()),
                            "the file is not UTF-8 text from here on",
                            "save it in UTF-8");
        }
    }

    /**
     * Hold a text.
     *
     * @param file the file's name for messages
     */
    public SourceText(String file, String text) {
        this.file = file;
        this.text = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        this.lineStarts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, this.text.length())
                                .filter(i -> this.text.charAt(i) == '\n')
                                .map(i -> i + 1))
                .toArray();
    }

    /** Return the file's name as the user gave it. */
    public String file() {
        return file;
    }

    /** Return the whole text. */
    public String text() {
        return text;
    }

    /** Return the position of an offset into the text. */
    public Position positionAt(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        int line = found >= 0 ? found : -found - 2;
        return new Position(file, line + 1, offset - lineStarts[line] + 1);
    }
}
