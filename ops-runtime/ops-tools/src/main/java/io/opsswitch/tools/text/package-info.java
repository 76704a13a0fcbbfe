/* SPDX-License-Identifier: Apache-2.0 */
/** What the tools share of reading and listing text as Open vSwitch's programs do. */
@NullMarked
package io.opsswitch.tools.text;

import org.jspecify.annotations.NullMarked;
