package com.example;

import io.opsswitch.junit.RequiresFeature;
import org.junit.jupiter.api.Test;

@RequiresFeature("TOASTER_TIMER")
class TimerTest {
    @Test
    void rings() {}
}
