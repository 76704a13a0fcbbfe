/* SPDX-License-Identifier: Apache-2.0 */
/** Time as a program sees it, which tests can stop and move on. */
@NullMarked
package io.opsswitch.common.time;

import org.jspecify.annotations.NullMarked;
