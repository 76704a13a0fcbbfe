/* SPDX-License-Identifier: Apache-2.0 */
/** Addresses of devices, routes and rules: which device leads to the other end of a tunnel (ovs-vswitchd(8), route commands). */
@NullMarked
package io.opsswitch.tunnel.route;

import org.jspecify.annotations.NullMarked;
