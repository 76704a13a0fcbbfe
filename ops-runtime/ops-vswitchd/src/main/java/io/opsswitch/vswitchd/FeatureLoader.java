/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd;

import io.opsswitch.datapath.DatapathProvider;
import io.opsswitch.features.Feature;
import io.opsswitch.features.Features;
import io.opsswitch.features.lifecycle.FeatureState;
import io.opsswitch.features.lifecycle.FeatureStatus;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the modules on the class path that the image's configuration lists. */
final class FeatureLoader {

    /**
     * What was found.
     *
     * @param features those to start
     * @param others those that cannot be: not listed by the image, or broken
     */
    record Found<F>(List<F> features, List<FeatureStatus> others) {}

    private FeatureLoader() {}

    /** Find features; one whose symbol the image does not list is refused, one that cannot be made has failed. */
    static <F extends Feature> Found<F> load(Class<F> service, Features features) {
        List<F> found = new ArrayList<>();
        List<FeatureStatus> others = new ArrayList<>();
        Iterator<ServiceLoader.Provider<F>> providers =
                ServiceLoader.load(service).stream().iterator();
        while (hasNext(providers, others)) {
            String name = service.getName();
            try {
                ServiceLoader.Provider<F> provider = providers.next();
                name = provider.type().getName();
                F feature = provider.get();
                if (features.isEnabled(feature.symbol())) {
                    found.add(feature);
                } else {
                    String why = "the image does not list " + feature.symbol() + ": its jar should not be in lib/";
                    others.add(new FeatureStatus(feature.symbol(), name, FeatureState.REFUSED, 0, why));
                }
            } catch (ServiceConfigurationError | RuntimeException e) {
                others.add(broken(name, e));
            }
        }
        return new Found<>(found, others);
    }

    /** Asking for the next one reads its service file, which may be broken. */
    private static boolean hasNext(Iterator<?> providers, List<FeatureStatus> others) {
        try {
            return providers.hasNext();
        } catch (ServiceConfigurationError e) {
            // What else the class path has cannot be found any more.
            others.add(broken("?", e));
            return false;
        }
    }

    private static FeatureStatus broken(String name, Throwable e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new FeatureStatus("?", name, FeatureState.FAILED, 0, "cannot be loaded: " + cause);
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
