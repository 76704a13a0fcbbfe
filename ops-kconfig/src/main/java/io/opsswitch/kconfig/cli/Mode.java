/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a run does; each is an option of its own, in small letters. */
enum Mode {
    OLDASKCONFIG("ask everything; the default"),
    OLDCONFIG("ask what is new"),
    SYNCCONFIG("ask what is new, and write what a build reads: auto.conf, autoconf.h, rustc_cfg"),
    OLDDEFCONFIG("set what is new to its default"),
    DEFCONFIG("start from a minimal file"),
    SAVEDEFCONFIG("write a minimal file"),
    ALLNOCONFIG("answer n where possible"),
    ALLYESCONFIG("answer y where possible"),
    ALLMODCONFIG("answer m where possible"),
    ALLDEFCONFIG("take all defaults"),
    RANDCONFIG("answer by lot; see KCONFIG_SEED and KCONFIG_PROBABILITY"),
    LISTNEWCONFIG("list what is new"),
    HELPNEWCONFIG("print the help of what is new"),
    YES2MODCONFIG("change y to m where possible"),
    MOD2YESCONFIG("change m to y"),
    MOD2NOCONFIG("change m to n where possible");

    private final String purpose;

    Mode(String purpose) {
        this.purpose = purpose;
    }

    String option() {
        return name().toLowerCase(Locale.ROOT);
    }

    String purpose() {
        return purpose;
    }

    boolean needsFile() {
        return this == DEFCONFIG || this == SAVEDEFCONFIG;
    }

    /** Tell whether the current configuration is read first. */
    boolean startsFromCurrent() {
        return switch (this) {
            case DEFCONFIG, ALLNOCONFIG, ALLYESCONFIG, ALLMODCONFIG, ALLDEFCONFIG, RANDCONFIG -> false;
            default -> true;
        };
    }

    /** Tell whether symbols are gone through one by one. */
    boolean asks() {
        return switch (this) {
            case OLDASKCONFIG, OLDCONFIG, SYNCCONFIG, LISTNEWCONFIG, HELPNEWCONFIG -> true;
            default -> false;
        };
    }

    boolean writes() {
        return this != SAVEDEFCONFIG && this != LISTNEWCONFIG && this != HELPNEWCONFIG;
    }

    static @Nullable Mode find(String option) {
        if (option.equals("silentoldconfig")) {
            return SYNCCONFIG; // its name before Linux 4.19
        }
        if (option.equals("oldnoconfig")) {
            return OLDDEFCONFIG;
        }
        for (Mode mode : values()) {
            if (mode.option().equals(option)) {
                return mode;
            }
        }
        return null;
    }
}
