/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.detect;

import io.opsswitch.kconfig.Dialect;

/**
 * What a tree seems to be written in.
 *
 * @param dialect one of the presets
 * @param reason what tells so, with file and line, such as {@code Kconfig:3: source "$PLATFORM/Kconfig"}
 * @param sure whether something in the tree tells so; if not, the dialect is only the default
 */
public record Detection(Dialect dialect, String reason, boolean sure) {}
