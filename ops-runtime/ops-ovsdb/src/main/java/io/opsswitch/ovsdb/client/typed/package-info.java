/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What classes generated from a schema stand on: rows of a replica with a type of their own, and transactions that are
 * put together with it. Uses only what a client offers to everybody.
 */
@NullMarked
package io.opsswitch.ovsdb.client.typed;

import org.jspecify.annotations.NullMarked;
