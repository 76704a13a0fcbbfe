/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What every datapath shares: the {@link io.opsswitch.datapath.Datapath} interface that vswitchd drives, flow keys and
 * masks, and actions. Implementations are found with {@link java.util.ServiceLoader} through {@link
 * io.opsswitch.datapath.DatapathProvider}.
 */
@NullMarked
package io.opsswitch.datapath;

import org.jspecify.annotations.NullMarked;
