/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd;

import io.opsswitch.datapath.DatapathProvider;
import io.opsswitch.features.Feature;
import io.opsswitch.features.Features;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the modules on the class path that the image's configuration lists. */
final class FeatureLoader {

    private FeatureLoader() {}

    static <F extends Feature> List<F> load(Class<F> service, Features features) {
        List<F> found = new ArrayList<>();
        for (F feature : ServiceLoader.load(service)) {
            if (features.isEnabled(feature.symbol())) {
                found.add(feature);
            }
        }
        return found;
    }

    static List<DatapathProvider> datapaths(Features features) {
        List<DatapathProvider> found = new ArrayList<>();
        for (DatapathProvider provider : ServiceLoader.load(DatapathProvider.class)) {
            if (features.isEnabled(provider.symbol())) {
                found.add(provider);
            }
        }
        return found;
    }
}
