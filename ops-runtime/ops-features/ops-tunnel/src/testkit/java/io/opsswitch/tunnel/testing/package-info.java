/* SPDX-License-Identifier: Apache-2.0 */
/** For tests of kinds of tunnels. */
package io.opsswitch.tunnel.testing;
