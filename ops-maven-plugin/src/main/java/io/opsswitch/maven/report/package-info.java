/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a product consists of, as tables and pictures: features with reasons, artifacts, sizes, schema entities and tests.
 * Knows no Maven.
 */
@NullMarked
package io.opsswitch.maven.report;

import org.jspecify.annotations.NullMarked;
