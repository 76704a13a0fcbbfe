package com.example;

import io.opsswitch.junit.RequiresFeature;
import org.junit.jupiter.api.Test;

/** Not one of those that run by themselves. */
class MisspeltCase {
    @Test
    @RequiresFeature("OPS_BGP")
    void neverRuns() {}
}
