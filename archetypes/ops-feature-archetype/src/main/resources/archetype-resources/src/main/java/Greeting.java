package ${package};

import io.opsswitch.features.Features;

/** What the switch says. */
record Greeting(String text) {

    /** Returns the greeting that the image's configuration wants. */
    static Greeting of(Features features) {
        return new Greeting(features.stringValue(GreetingFeature.SYMBOL + "_TEXT"));
    }
}
