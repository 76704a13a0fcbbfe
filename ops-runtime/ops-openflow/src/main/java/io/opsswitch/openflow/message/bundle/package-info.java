/* SPDX-License-Identifier: Apache-2.0 */
/** Messages about bundles of changes that are made together. */
@NullMarked
package io.opsswitch.openflow.message.bundle;

import org.jspecify.annotations.NullMarked;
