/* SPDX-License-Identifier: Apache-2.0 */
/** Bills of an image: what is in it (CycloneDX), under which licences, and how much each feature weighs. */
@NullMarked
package io.opsswitch.maven.image.bom;

import org.jspecify.annotations.NullMarked;
