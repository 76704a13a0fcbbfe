/* SPDX-License-Identifier: Apache-2.0 */
/** TLS for connections: keys and certificates from PEM files, Open vSwitch's options, failures as sentences. */
@NullMarked
package io.opsswitch.ovsdb.tls;

import org.jspecify.annotations.NullMarked;
