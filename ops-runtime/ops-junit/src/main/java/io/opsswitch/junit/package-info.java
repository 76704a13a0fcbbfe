/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Tests that run only where the features that they need are in the image: {@link io.opsswitch.junit.RequiresFeature}. Works
 * with JUnit Jupiter 5.8 and later, and 6.
 */
@NullMarked
package io.opsswitch.junit;

import org.jspecify.annotations.NullMarked;
