/* SPDX-License-Identifier: Apache-2.0 */
/** The TLS options of the programs' command lines. */
@NullMarked
package io.opsswitch.tools.tls;

import org.jspecify.annotations.NullMarked;
