/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features.lifecycle;

/**
 * Starts features for a supervisor: lends each what it may use.
 *
 * @param <F> the features
 */
@FunctionalInterface
public interface FeatureStarter<F> {

    /**
     * Start a feature.
     *
     * @return stops it and takes back everything it was lent
     * @throws Exception what the feature threw; nothing of it is left
     */
    AutoCloseable start(F feature) throws Exception;
}
