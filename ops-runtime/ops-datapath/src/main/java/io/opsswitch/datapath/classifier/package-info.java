/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Finds the flow of a packet: an exact-match cache for each thread in front of a classifier that all threads share.
 *
 * <p>Both hold {@link io.opsswitch.datapath.classifier.ClassifierEntry}, which the user of the package extends with
 * actions and statistics.
 */
@NullMarked
package io.opsswitch.datapath.classifier;

import org.jspecify.annotations.NullMarked;
