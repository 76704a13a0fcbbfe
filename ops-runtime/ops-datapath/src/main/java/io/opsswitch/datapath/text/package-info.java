/* SPDX-License-Identifier: Apache-2.0 */
/** The textual form of flows, as {@code ovs-dpctl} and {@code ovs-appctl dpctl/dump-flows} print it. */
@NullMarked
package io.opsswitch.datapath.text;

import org.jspecify.annotations.NullMarked;
