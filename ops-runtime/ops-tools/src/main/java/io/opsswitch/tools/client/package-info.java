/* SPDX-License-Identifier: Apache-2.0 */
/** The commands of ovsdb-client. Everything runs on the main thread unless a class says otherwise. */
@NullMarked
package io.opsswitch.tools.client;

import org.jspecify.annotations.NullMarked;
