/* SPDX-License-Identifier: Apache-2.0 */
/** Looks for mistakes in trees and configurations that are no errors to the C tools. */
@NullMarked
package io.opsswitch.kconfig.lint;

import org.jspecify.annotations.NullMarked;
