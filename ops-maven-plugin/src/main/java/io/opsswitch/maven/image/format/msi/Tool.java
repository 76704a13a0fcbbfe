/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import io.opsswitch.maven.image.ImageException;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of the system that takes part in making a package. */
enum Tool {
    /** Packs files. */
    WIXL("wixl", "wixl"),
    /** Adds tables. */
    MSIBUILD("msibuild", "msitools"),
    /** Signs, and verifies signatures. */
    OSSLSIGNCODE("osslsigncode", "osslsigncode");

    private final String program;
    private final String debianPackage;

    Tool(String program, String debianPackage) {
        this.program = program;
        this.debianPackage = debianPackage;
    }

    /**
     * What a run came to.
     *
     * @param output all that the program wrote
     */
    record Result(int status, String output) {}

    /** Fail with a message for people unless the program is there. */
    void require() throws ImageException {
        find();
    }

    private Path find() throws ImageException {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String folder : path.split(File.pathSeparator)) {
            Path file = Path.of(folder, program);
            if (Files.isExecutable(file) && !Files.isDirectory(file)) {
                return file;
            }
        }
        throw new ImageException("the format msi needs the program " + program
                + ", which is not on the PATH; perhaps you should install it (in Debian, the package " + debianPackage
                + "), or take msi out of <formats>");
    }

    /** Run the program in a folder. */
    Result run(Path folder, List<String> arguments) throws IOException, ImageException {
        List<String> command = new ArrayList<>(List.of(find().toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        // Times in a package are local ones, and names in it are not always ASCII.
        builder.environment().put("TZ", "UTC");
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output.strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException)
                    new InterruptedIOException("interrupted while " + program + " was running").initCause(e);
        } finally {
            process.destroy();
        }
    }

    /** Run the program in a folder; what it says is the message if it fails. */
    void runWell(Path folder, List<String> arguments) throws IOException, ImageException {
        Result result = run(folder, arguments);
        if (result.status() != 0) {
            throw new ImageException(program + " failed with status " + result.status() + ": " + result.output());
        }
    }
}
