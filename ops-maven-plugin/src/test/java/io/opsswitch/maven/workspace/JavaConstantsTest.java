/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.KconfigException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaConstantsTest {

    @TempDir
    Path folder;

    @Test
    void givesEverySymbolAConstantOfItsType() throws Exception {
        String text = constants("""
                mainmenu "a \\\\u0041 title */"
                config MODULES
                	def_bool y
                	modules
                config ON
                	def_bool y
                config OFF
                	bool "off"
                config MODULE
                	def_tristate m
                config PORTS
                	int "ports"
                	default -3
                config LARGE
                	hex "large"
                	default 0xffffffffff
                config BITS
                	hex "bits"
                	default 0xffffffff
                config NAME
                	string "name"
                	default "a \\\\"b\\\\" \\\\\\\\u0041 ü"
                config HIDDEN
                	int "hidden"
                	depends on OFF
                """.replace("\\\\", "\\"));
        Class<?> compiled = compile(text);
        assertThat(compiled.getField("ON").getBoolean(null)).isTrue();
        assertThat(compiled.getField("OFF").getBoolean(null)).isFalse();
        assertThat(compiled.getField("MODULE").getBoolean(null)).isTrue();
        assertThat(compiled.getField("MODULE_MODULE").getBoolean(null)).isTrue();
        assertThat(compiled.getField("PORTS").getInt(null)).isEqualTo(-3);
        assertThat(compiled.getField("LARGE").getLong(null)).isEqualTo(0xffffffffffL);
        assertThat(compiled.getField("BITS").getInt(null)).isEqualTo(0xffffffff);
        assertThat(compiled.getField("NAME").get(null)).isEqualTo("a \"b\" \\u0041 ü");
        assertThat(compiled.getField("HIDDEN").getInt(null)).isZero();
    }

    @Test
    void marksNamesThatAreNoJavaNames() throws Exception {
        assertThat(constants("config 9P\n\tdef_bool y\n")).contains("boolean _9P = true;");
    }

    @Test
    void refusesANumberThatIsNone() {
        assertThatThrownBy(() ->
                        constants("config SIZE\n\tint\n\tdefault OTHER\nconfig OTHER\n\tstring\n\tdefault \"many\"\n"))
                .isInstanceOf(KconfigException.class)
                .hasMessageContaining("Kconfig:1: the value of SIZE is \"many\"");
    }

    @Test
    void knowsClassNames() {
        assertThat(JavaConstants.isClassName("com.example.Config")).isTrue();
        assertThat(JavaConstants.isClassName("com.my-company.Config")).isFalse();
        assertThat(JavaConstants.isClassName("com.class.Config")).isFalse();
    }

    private String constants(String kconfig) throws IOException, KconfigException {
        Path root = Files.writeString(folder.resolve("Kconfig"), kconfig);
        Workspace workspace = new Workspace("", root, folder.resolve(".config"), "CONFIG_", Dialect.LINUX, Map.of());
        return JavaConstants.write(workspace.open().configuration(), "com.example.Config");
    }

    private Class<?> compile(String text) throws Exception {
        Path source = folder.resolve("com/example/Config.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, text);
        int status =
                ToolProvider.getSystemJavaCompiler().run(null, null, null, "-Xlint:all", "-Werror", source.toString());
        assertThat(status).as(text).isZero();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            return loader.loadClass("com.example.Config");
        }
    }
}
