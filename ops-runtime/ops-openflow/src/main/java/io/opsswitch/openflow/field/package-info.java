/* SPDX-License-Identifier: Apache-2.0 */
/** The fields of packets and of OpenFlow's pipeline: names, numbers, widths, places in a key, and their texts. */
@NullMarked
package io.opsswitch.openflow.field;

import org.jspecify.annotations.NullMarked;
