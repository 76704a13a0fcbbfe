/* SPDX-License-Identifier: Apache-2.0 */
/** Geneve (RFC 8926): the interface type {@code geneve}. The whole kind of tunnel is here; without this module there is none. */
@NullMarked
package io.opsswitch.geneve;

import org.jspecify.annotations.NullMarked;
