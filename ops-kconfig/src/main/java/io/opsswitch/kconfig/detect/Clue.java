/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.detect;

/** What tells dialects apart, as far as one line shows it. */
enum Clue {
    /** A title that names U-Boot. */
    U_BOOT,
    /** A title that names Buildroot, or symbols that start with BR2_. */
    BUILDROOT,
    /** {@code configdefault}, or the files that every Zephyr application sources. */
    ZEPHYR,
    /** {@code KERNELVERSION} in the title. */
    KERNEL,
    /** {@code transitional}, {@code depends on X if Y}. */
    NEWEST,
    /** {@code rsource}, {@code osource}, {@code def_int} and such. */
    EXTENDED,
    /** {@code modules} as a statement. */
    MODULES,
    /** {@code $(name)}. */
    MACRO,
    /** {@code $NAME} in a path or title. */
    DOLLAR,
    /** {@code option env=}. */
    ENVIRONMENT_OPTION,
    /** Other options, {@code ---help---}, {@code boolean}, paths without quotes. */
    OLD_FORM,
    /** A choice with a name, or one that is optional or tristate. */
    OLD_CHOICE
}
