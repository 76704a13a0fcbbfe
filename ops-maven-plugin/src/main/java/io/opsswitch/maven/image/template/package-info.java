/* SPDX-License-Identifier: Apache-2.0 */
/** Files of an image whose content depends on its configuration: templates that see features and key-values. */
@NullMarked
package io.opsswitch.maven.image.template;

import org.jspecify.annotations.NullMarked;
