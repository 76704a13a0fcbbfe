/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a Kconfig goal works on, and how: the tree with its one configuration file, commands on it, the links to it in
 * the build folder, and the constants generated from it. Knows no Maven types.
 */
@NullMarked
package io.opsswitch.maven.workspace;

import org.jspecify.annotations.NullMarked;
