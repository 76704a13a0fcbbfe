/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What the messages to and from a kernel's datapath say. Tables of attributes ({@link
 * io.opsswitch.datapath.netlink.message.Tables}) drive writer, reader and printer; on them stand the codecs of flow keys
 * and actions. Knows bytes only, no transport.
 */
@NullMarked
package io.opsswitch.datapath.netlink.message;

import org.jspecify.annotations.NullMarked;
