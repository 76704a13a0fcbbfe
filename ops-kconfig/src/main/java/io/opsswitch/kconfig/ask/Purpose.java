/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ask;

/** What an interview is for. */
public enum Purpose {
    /** Ask everything. */
    ASK_ALL,
    /** Ask what is new, and show the other questions of a menu that has something new. */
    ASK_NEW,
    /** Likewise, while a build waits: older tools go through fewer menus then. */
    SYNC,
    /** Ask nothing: print the symbols that are new and their values. */
    LIST_NEW,
    /** Ask nothing: print the help of what is new. */
    HELP_NEW
}
