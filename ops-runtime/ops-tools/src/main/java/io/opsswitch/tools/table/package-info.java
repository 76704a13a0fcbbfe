/* SPDX-License-Identifier: Apache-2.0 */
/** Tables as Open vSwitch's programs print them: text, lists, HTML, CSV and JSON. */
@NullMarked
package io.opsswitch.tools.table;

import org.jspecify.annotations.NullMarked;
