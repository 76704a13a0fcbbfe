/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.model;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.ConfigurationWriter;
import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.config.ConfigFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The file that the menu saves to, and what is on disk. Owned by the menu's thread. */
public final class ConfigFile {

    private final Configuration configuration;
    private final String prefix;
    private final Path file;
    private byte @Nullable [] seen;

    /** Create it, and remember what is on disk now. */
    public ConfigFile(Configuration configuration, String prefix, Path file) {
        this.configuration = configuration;
        this.prefix = prefix;
        this.file = file.toAbsolutePath().normalize();
        look();
    }

    private void look() {
        try {
            seen = Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        } catch (IOException e) {
            // What cannot be read now is as if it were not there; saving will say why it cannot be written.
            seen = null;
        }
    }

    /** Return the absolute name. */
    public Path path() {
        return file;
    }

    /** Return the folder against which names that the user types resolve. */
    public Path folder() {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    /** Return the file that a user means by a name, in which {@code ~} is the home folder. */
    public Path resolve(String name) {
        String home = System.getProperty("user.home", "");
        boolean below = name.equals("~") || name.startsWith("~/") || name.startsWith("~\\");
        String full = below ? home + name.substring(1) : name;
        return folder().resolve(full).normalize();
    }

    /** Tell whether saving would change what is on disk. */
    public boolean wouldChange() throws IOException {
        return !Files.isRegularFile(file) || !Arrays.equals(Files.readAllBytes(file), text());
    }

    /** Tell whether somebody else has changed the file since the menu saw it last. */
    public boolean wasChangedByOthers() throws IOException {
        byte[] now = Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
        return !Arrays.equals(now, seen) && !Arrays.equals(now, text());
    }

    private byte[] text() {
        return ConfigurationWriter.write(configuration, prefix).getBytes(StandardCharsets.UTF_8);
    }

    /** Write everything; what was there is kept with {@code .old} behind its name. */
    public void save(Path target) throws IOException {
        ConfigurationWriter.writeFile(configuration, prefix, target);
        if (target.equals(file)) {
            look();
        }
    }

    /** Write only what differs from the defaults; what was there is kept with {@code .old} behind its name. */
    public void saveMinimal(Path target) throws IOException {
        ConfigFiles.replace(target, ConfigurationWriter.minimal(configuration, prefix), true);
        if (target.equals(file)) {
            look();
        }
    }

    /**
     * Replace all values by those of a file.
     *
     * @return what was wrong with it
     * @throws IOException when it cannot be read; nothing has changed then
     */
    public List<Diagnostic> load(Path source) throws IOException {
        return configuration.read(source, source.toString(), prefix, true);
    }

    /** Return the configuration that is on disk. */
    public Configuration onDisk() throws IOException {
        return read(file);
    }

    /** Return the configuration that another file has. */
    public Configuration read(Path source) throws IOException {
        Configuration other = new Configuration(configuration.tree());
        other.read(source, prefix);
        return other;
    }
}
