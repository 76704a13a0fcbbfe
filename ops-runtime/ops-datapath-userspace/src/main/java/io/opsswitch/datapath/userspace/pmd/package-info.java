/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Threads on cores that poll receive queues, as {@code ovs-vswitchd(8)}, section PMD, and {@code ovs-vswitchd.conf.db(5)}
 * describe them: which there are, who reads what, how busy they are, and what people are told.
 */
@NullMarked
package io.opsswitch.datapath.userspace.pmd;

import org.jspecify.annotations.NullMarked;
