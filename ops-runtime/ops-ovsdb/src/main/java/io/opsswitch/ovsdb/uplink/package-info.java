/* SPDX-License-Identifier: Apache-2.0 */
/** A connection to a server, of a client or of another server: JSON-RPC, kept up by connecting again. */
@NullMarked
package io.opsswitch.ovsdb.uplink;

import org.jspecify.annotations.NullMarked;
