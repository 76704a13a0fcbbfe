/* SPDX-License-Identifier: Apache-2.0 */
/** A server's connection to another server: JSON-RPC as a client, kept up by connecting again. */
@NullMarked
package io.opsswitch.ovsdb.uplink;

import org.jspecify.annotations.NullMarked;
