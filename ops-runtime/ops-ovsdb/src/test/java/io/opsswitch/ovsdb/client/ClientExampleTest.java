/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientExampleTest {

    @TempDir
    Path folder;

    @Test
    void compilesTheExampleOfTheDocumentation() throws Exception {
        String page = Files.readString(Path.of("../../docs/ovsdb.md"));
        String section = page.substring(page.indexOf("## A client in Java"), page.indexOf("- **Snapshots.**"));
        String example = section.lines().filter(line -> line.startsWith("    ")).collect(Collectors.joining("\n"));
        assertThat(example).contains("transact(");
        String source = "import io.opsswitch.ovsdb.client.*; import java.time.Duration; import java.util.*;\n"
                + "import io.opsswitch.ovsdb.client.RowCondition.Function;\n"
                + "class Example { static void run() throws Exception {\n" + example + "\n}}";
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreErrors) {
                        return source;
                    }
                };
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-proc:none",
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        assertThat(compiler.getTask(messages, null, null, options, null, List.of(file))
                        .call())
                .as(messages.toString())
                .isTrue();
    }
}
