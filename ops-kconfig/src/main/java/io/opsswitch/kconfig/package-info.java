/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The Kconfig language: load a tree, give it values, write configuration files.
 *
 * <p>Data flows one way: text ({@code lex}, {@code macro}) → drafts of symbols and menus ({@code parse}, {@code draft})
 * → dependencies and submenus ({@code link}) → the immutable {@link io.opsswitch.kconfig.KconfigTree} → values
 * ({@code eval}) → configuration files ({@code config}).
 */
@NullMarked
package io.opsswitch.kconfig;

import org.jspecify.annotations.NullMarked;
