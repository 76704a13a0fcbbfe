/* SPDX-License-Identifier: Apache-2.0 */
/** How a daemon starts, stops and restarts its features, each alone. For daemons; feature modules do not need it. */
@NullMarked
package io.opsswitch.features.lifecycle;

import org.jspecify.annotations.NullMarked;
