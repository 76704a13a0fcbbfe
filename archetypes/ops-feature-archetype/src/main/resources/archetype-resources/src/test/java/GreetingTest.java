#set( $symbol = $artifactId.toUpperCase().replace('-', '_') )
package ${package};

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.opsswitch.features.Features;
import io.opsswitch.junit.RequiresFeature;
import io.opsswitch.vswitchd.spi.DatabaseFeature;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Runs where the platform under test has the feature; elsewhere it is skipped, and says so. */
@RequiresFeature("${symbol}")
class GreetingTest {

    @Test
    void saysWhatTheConfigurationWants() throws Exception {
        assertFalse(Greeting.of(Features.current()).text().isEmpty());
    }

    @Test
    void isFoundBySwitch() {
        long found = ServiceLoader.load(DatabaseFeature.class).stream()
                .filter(provider -> provider.type() == GreetingFeature.class)
                .count();
        assertEquals(1, found);
    }
}
