/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The native doors of the datapaths: packet rings, tap devices, network device state, netlink sockets, the
 * device of Open vSwitch on Windows, waiting. Thin: a class here is
 * one kind of descriptor with its operations, decides nothing and starts no thread.
 *
 * <p>Operations that run for every packet are static, take addresses and numbers, and report errors as numbers; all
 * others throw {@link io.opsswitch.datapath.nativelib.NativeException}. The library is loaded by {@link
 * io.opsswitch.datapath.nativelib.NativeLibrary#load}, which must have returned before anything else here is used.
 */
@NullMarked
package io.opsswitch.datapath.nativelib;

import org.jspecify.annotations.NullMarked;
