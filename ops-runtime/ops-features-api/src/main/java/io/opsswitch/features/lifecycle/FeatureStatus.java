/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features.lifecycle;

import org.jspecify.annotations.Nullable;

/**
 * How a feature is, for people.
 *
 * @param symbol its symbol
 * @param name what it is found as, the name of its class
 * @param state how it is
 * @param starts how often it was started, with success or without
 * @param problem what last went wrong since it was started, or null
 */
public record FeatureStatus(
        String symbol,
        String name,
        FeatureState state,
        int starts,
        @Nullable String problem) {}
