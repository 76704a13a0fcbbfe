package com.example.main;

import io.opsswitch.features.Feature;
import io.opsswitch.features.Features;
import java.util.ServiceLoader;

public final class Main {
    public static void main(String[] args) throws Exception {
        Features features = Features.current();
        for (Feature feature : ServiceLoader.load(Feature.class)) {
            System.out.println("found " + feature.symbol() + ", enabled: " + features.isEnabled(feature.symbol())
                    + ", litres: " + features.intValue("LITRES") + " on " + features.platform());
        }
    }
}
