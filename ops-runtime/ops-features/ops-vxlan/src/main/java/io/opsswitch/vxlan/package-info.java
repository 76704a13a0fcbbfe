/* SPDX-License-Identifier: Apache-2.0 */
/** VXLAN (RFC 7348): the interface type {@code vxlan}. The whole kind of tunnel is here; without this module there is none. */
@NullMarked
package io.opsswitch.vxlan;

import org.jspecify.annotations.NullMarked;
