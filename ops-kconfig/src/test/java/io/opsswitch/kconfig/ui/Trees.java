/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui;

/** Small trees to show. */
final class Trees {

    /** A bit of everything. */
    static final String PRODUCT = """
            mainmenu "Small product"

            config MODULES
            	bool "Loadable modules"
            	modules
            	default y

            menu "General setup"

            config LOG
            	bool "Logging"
            	default y
            	help
            	  Writes what happens.

            	  Costs some disk space.

            config LOG_LEVEL
            	int "Log level"
            	depends on LOG
            	range 1 9
            	default 5

            config NAME
            	string "Name of the product"
            	default "box"

            config BASE
            	hex "Base address"
            	default 0x1000

            endmenu

            menuconfig NET
            	bool "Networking"

            config TCP
            	tristate "TCP"
            	depends on NET
            	select CHECKSUM

            config UDP
            	bool "UDP"
            	depends on NET

            choice
            	prompt "Compression"
            config GZIP
            	bool "gzip"
            config XZ
            	bool "xz"
            endchoice

            config CHECKSUM
            	tristate "Checksums"

            config DEEP
            	bool "Deep inspection"
            	depends on UDP

            config SECRET
            	bool
            	default y

            menu "Lab"
            config LASER
            	bool "Laser"
            	depends on DEEP
            endmenu

            comment "Here be dragons"
            """;

    private Trees() {}
}
