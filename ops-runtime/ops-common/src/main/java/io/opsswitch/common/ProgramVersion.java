/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version that the programs print. */
public final class ProgramVersion {

    /**
     * The version of Open vSwitch whose contract the programs keep. A plain number, since deployment tools split it at the
     * dots and compare.
     */
    public static final String OPEN_VSWITCH = "3.7.1";

    private ProgramVersion() {}

    /** Return the version of this build. */
    public static String number() {
        Properties properties = new Properties();
        try (InputStream in = ProgramVersion.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }

    /** Return the first line of a daemon's log, in the form by which those who read logs of Open vSwitch know it. */
    public static String banner(String program) {
        return program + " (Open vSwitch) " + OPEN_VSWITCH + " as ops " + number();
    }

    /** Return what {@code --version} and the control command {@code version} print for a program. */
    public static String of(String program) {
        return program + " (ops) " + number();
    }
}
