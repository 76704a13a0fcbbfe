/* SPDX-License-Identifier: Apache-2.0 */
/** What the codecs of messages share: reading and writing bytes, properties, numbers of ports. */
@NullMarked
package io.opsswitch.openflow.message.wire;

import org.jspecify.annotations.NullMarked;
