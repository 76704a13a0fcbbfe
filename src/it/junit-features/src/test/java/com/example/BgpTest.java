package com.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opsswitch.features.Features;
import io.opsswitch.junit.RequiresFeature;
import org.junit.jupiter.api.Test;

@RequiresFeature("OPS_BGPD")
class BgpTest {
    @Test
    void constantsAndManifestTellTheSame() throws Exception {
        assertTrue(Config.OPS_BGPD && Config.OPS_QUAGGA);
        Features features = Features.current();
        assertEquals(Config.OPS_PEERS, features.intValue("OPS_PEERS"));
        assertEquals(Config.OPS_MASK, features.intValue("OPS_MASK"));
        assertEquals(Config.OPS_GREETING, features.stringValue("OPS_GREETING"));
        assertEquals("hello \"you\"", Config.OPS_GREETING);
    }

    @Test
    @RequiresFeature("OPS_NTPD")
    void needsTimeAsWell() {}
}
