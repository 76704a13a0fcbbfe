/* SPDX-License-Identifier: Apache-2.0 */
/** GRE with Ethernet inside (RFC 2784, RFC 2890): the interface type {@code gre}. The whole kind of tunnel is here. */
@NullMarked
package io.opsswitch.gre;

import org.jspecify.annotations.NullMarked;
