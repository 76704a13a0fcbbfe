/* SPDX-License-Identifier: Apache-2.0 */
/** The program ovsdb-server around {@link io.opsswitch.ovsdb.server.OvsdbServer}: options, configuration, control commands. */
@NullMarked
package io.opsswitch.tools.server;

import org.jspecify.annotations.NullMarked;
