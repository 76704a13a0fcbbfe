/* SPDX-License-Identifier: Apache-2.0 */
/** JSON-RPC 1.0 messages as OVSDB and the control socket use them. */
@NullMarked
package io.opsswitch.common.jsonrpc;

import org.jspecify.annotations.NullMarked;
