/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * The surroundings of a command.
 *
 * @param directory the folder against which names resolve
 * @param environment the variables
 * @param in where answers are read
 * @param out where results and logs go
 * @param err where warnings and errors go
 * @param interactive whether a person sits at the other end of {@code in}; if not, commands that ask fail with a hint
 *     when they need an answer, unless {@code in} has it
 */
public record CommandContext(
        Path directory,
        Map<String, String> environment,
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean interactive) {}
