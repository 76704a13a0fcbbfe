/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.spi;

/** A feature that works on the database alone: reads what is configured, and reports. Found as a service. */
public interface DatabaseFeature extends VswitchdFeature {

    /** Start; the returned object stops the feature. All of the context's calls come on one thread. */
    @Override
    AutoCloseable start(FeatureContext context) throws Exception;
}
