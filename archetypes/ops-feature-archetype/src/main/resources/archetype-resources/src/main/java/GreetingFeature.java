#set( $symbol = $artifactId.toUpperCase().replace('-', '_') )
#set( $column = $artifactId.replace('-', '_') )
package ${package};

import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.ReplicaRow;
import io.opsswitch.ovsdb.client.ReplicaTransaction;
import io.opsswitch.vswitchd.spi.DatabaseFeature;
import io.opsswitch.vswitchd.spi.FeatureContext;
import java.util.Map;
import java.util.Set;

/**
 * Writes a greeting into the database.
 *
 * <p>The switch finds this class through META-INF/services, and starts it where ${symbol} is on. A feature talks to others
 * only through the database: it reads and writes the columns it names, and everything it registers with its context ends
 * when it stops.
 */
public final class GreetingFeature implements DatabaseFeature {

    static final String SYMBOL = "${symbol}";
    private static final String TABLE = "Open_vSwitch";
    private static final String COLUMN = "${column}";

    /** Creates the feature; ServiceLoader calls this. */
    public GreetingFeature() {}

    @Override
    public String symbol() {
        return SYMBOL;
    }

    @Override
    public Map<String, Set<String>> columns() {
        return Map.of(TABLE, Set.of(COLUMN));
    }

    @Override
    public AutoCloseable start(FeatureContext context) {
        Greeting greeting = Greeting.of(context.features());
        context.onReplica(replica -> write(greeting.text(), replica, context));
        return () -> {};
    }

    private static void write(String text, Replica replica, FeatureContext context) {
        for (ReplicaRow row : replica.rows(TABLE)) {
            if (context.isActive() && !row.strings(COLUMN).contains(text)) {
                ReplicaTransaction transaction = context.transaction();
                transaction.update(TABLE, row.uuid(), Map.of(COLUMN, Set.of(text)));
                transaction.commit();
            }
        }
    }
}
