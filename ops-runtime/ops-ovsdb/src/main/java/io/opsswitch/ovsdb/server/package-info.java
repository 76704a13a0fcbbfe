/* SPDX-License-Identifier: Apache-2.0 */
/** The server: sessions over sockets, methods, locks, remotes. */
@NullMarked
package io.opsswitch.ovsdb.server;

import org.jspecify.annotations.NullMarked;
