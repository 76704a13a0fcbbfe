/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Kconfig;
import io.opsswitch.kconfig.KconfigOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeaturesHeaderTest {

    @TempDir
    Path folder;

    @Test
    void definesWhatIsOnAndEveryKeyValueWithItsType() throws Exception {
        assertThat(write("""
                mainmenu "Toaster */"
                config MODULES
                	bool "m"
                	modules
                	default y
                config OPS_BGPD
                	bool "x"
                	default y
                config OFF
                	bool "x"
                config PART
                	tristate "x"
                	default m
                config SLOTS
                	int "x"
                	default -4
                config MASK
                	hex "x"
                	default ff
                config NAME
                	string "x"
                	default "a \\"b\\" ??\u00e9"
                config 3G
                	bool "x"
                	default y
                """)).isEqualTo("""
                /* Generated from the configuration; do not edit: Toaster * / */
                #ifndef OPS_FEATURES_H
                #define OPS_FEATURES_H

                #define MODULES 1
                #define OPS_BGPD 1
                #define PART_MODULE 1
                #define SLOTS -4
                #define MASK 0xff
                #define NAME "a \\"b\\" \\077\\077\\303\\251"
                #define _3G 1

                #endif
                """.replace("\\\\\\", "\\"));
    }

    private String write(String kconfig) throws Exception {
        Files.writeString(folder.resolve("Kconfig"), kconfig);
        KconfigOptions options = KconfigOptions.builder().sourceRoot(folder).build();
        return FeaturesHeader.write(new Configuration(Kconfig.load(Path.of("Kconfig"), options)), "ops-features.h");
    }
}
