/* SPDX-License-Identifier: Apache-2.0 */
/** The OVSDB server's figures in Prometheus' text format, over HTTP. */
@NullMarked
package io.opsswitch.ovsdbmetrics;

import org.jspecify.annotations.NullMarked;
