/* SPDX-License-Identifier: Apache-2.0 */
/** The control socket that ovs-appctl(8) speaks to: server and client. */
@NullMarked
package io.opsswitch.common.unixctl;

import org.jspecify.annotations.NullMarked;
