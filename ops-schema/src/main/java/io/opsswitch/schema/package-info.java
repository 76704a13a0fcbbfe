/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Feature-tagged OVSDB schemas: what a product build calls.
 *
 * <p>{@link io.opsswitch.schema.SchemaBuild} is the one entry point of a build. Data flows one way through the
 * subpackages: {@code model} and {@code json} (the extschema), {@code docs} (the documentation XML), {@code prune} (the
 * six rules), {@code check} (soundness), {@code sanitize} (the ovsschema).
 */
@NullMarked
package io.opsswitch.schema;

import org.jspecify.annotations.NullMarked;
