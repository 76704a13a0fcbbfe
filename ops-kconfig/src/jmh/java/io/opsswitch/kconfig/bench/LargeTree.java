/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.bench;

import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.KconfigOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Finds or writes a tree worth measuring. */
public final class LargeTree {

    private static final int MENUS = 150;
    private static final int SYMBOLS_PER_MENU = 100;

    private LargeTree() {}

    /**
     * Return options for a Linux source tree, or for a tree of 15,000 symbols of its own when the path is empty.
     *
     * @param cache keeps the compiler's answers, which are not what is measured
     */
    public static KconfigOptions options(String linux, Path cache) throws IOException {
        Path root = linux.isEmpty() ? write() : Path.of(linux);
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(Map.of(
                "srctree", ".", "objtree", ".", "ARCH", "x86", "SRCARCH", "x86", "CC", "gcc", "LD", "ld"));
        environment.putAll(Map.of("HOSTCC", "gcc", "NM", "nm", "AR", "ar", "OBJCOPY", "objcopy", "KERNELVERSION", "0"));
        return KconfigOptions.builder()
                .dialect(Dialect.LINUX_6_12)
                .environment(environment)
                .sourceRoot(root)
                .probeCache(cache)
                .build();
    }

    private static Path write() throws IOException {
        Path folder = Files.createTempDirectory("kconfig-bench");
        Random random = new Random(1);
        StringBuilder root = new StringBuilder("config MODULES\n\tbool \"modules\"\n\tmodules\n\tdefault y\n");
        for (int menu = 0; menu < MENUS; menu++) {
            root.append("source \"m").append(menu).append("\"\n");
            Files.writeString(folder.resolve("m" + menu), menu(menu, random));
        }
        Files.writeString(folder.resolve("Kconfig"), root);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
        return folder;
    }

    /** A menu behind a switch; each symbol depends on up to three before it, and some select one behind it. */
    private static String menu(int menu, Random random) {
        StringBuilder out = new StringBuilder();
        int first = menu * SYMBOLS_PER_MENU;
        out.append("menuconfig S").append(first).append("\n\tbool \"menu ").append(menu).append("\"\n\tdefault y\n");
        out.append("if S").append(first).append('\n');
        for (int i = first + 1; i < first + SYMBOLS_PER_MENU; i++) {
            out.append("config S").append(i).append("\n\ttristate \"symbol ").append(i).append("\"\n");
            out.append("\tdepends on S").append(random.nextInt(i));
            for (int more = random.nextInt(3); more > 0; more--) {
                out.append(random.nextBoolean() ? " || S" : " && S").append(random.nextInt(i));
            }
            out.append("\n\tdefault ").append("ymn".charAt(random.nextInt(3))).append('\n');
            if (random.nextInt(5) == 0) {
                int target = MENUS * SYMBOLS_PER_MENU + random.nextInt(1000);
                out.append("\tselect S").append(target).append(" if S").append(random.nextInt(i)).append('\n');
            }
            out.append("\thelp\n\t  What symbol ").append(i).append(" does, in one line of usual length.\n");
        }
        out.append("endif\n");
        int targets = MENUS * SYMBOLS_PER_MENU;
        for (int i = menu; i < 1000; i += MENUS) {
            out.append("config S").append(targets + i).append("\n\ttristate\n");
        }
        return out.toString();
    }

    public static void delete(Path folder) {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
