/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Finds the rule of a flow table for a packet: priorities, versions, conjunctions, and masks of what was looked at that
 * are as wide as they can be. {@link io.opsswitch.vswitchd.classifier.Classifier} is the way in.
 */
@NullMarked
package io.opsswitch.vswitchd.classifier;

import org.jspecify.annotations.NullMarked;
