package com.example;

import io.opsswitch.junit.RequiresFeature;
import org.junit.jupiter.api.Test;

class MixedTest {
    @Test
    void plain() {}

    @Test
    @RequiresFeature("OPS_NTPD")
    void time() {}

    @Test
    @RequiresFeature({"OPS_NTPD", "OPS_BGPD"})
    void timeOfRoutes() {}
}
