/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.db;

import io.opsswitch.ovsdb.client.typed.TypedRow;
import io.opsswitch.schema.SchemaClasses;
import io.opsswitch.schema.SchemaSource;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Generates the classes of a schema and compiles them as a user would: against this module's library and nothing else. */
final class Compilation {

    private Compilation() {}

    /** Return what the compiler has to say; every warning is an error. */
    static String of(Path schema, Path folder) throws Exception {
        Path sources = folder.resolve("sources");
        SchemaClasses.of(SchemaSource.read(schema, null, null), "com.example.db", false)
                .write(sources);
        Path library = Path.of(TypedRow.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Path> files;
        try (Stream<Path> all = Files.walk(sources)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        List<String> options = new ArrayList<>(List.of("--release", "17", "-Xlint:all", "-Xdoclint:all,-missing"));
        options.addAll(List.of("-Werror", "-proc:none", "-classpath", library.toString()));
        options.addAll(
                List.of("-d", Files.createDirectories(folder.resolve("classes")).toString()));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            said, manager, null, options, null, manager.getJavaFileObjectsFromPaths(files))
                    .call();
            return compiled ? said.toString() : "failed:\n" + said;
        }
    }
}
