/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded;

import io.opsswitch.ovsdb.tls.TlsSettings;
import io.opsswitch.vswitchd.Vswitchd;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Describes a switch. Used by one thread, for one switch. What is wrong is an IllegalArgumentException that says what. */
public final class OpsSwitchBuilder {

    /** The type of datapaths and of ports that exist in memory alone. */
    static final String DUMMY = "dummy";

    private final List<BridgeBuilder> bridges = new ArrayList<>();
    private final Map<String, String> portOwners = new HashMap<>();
    private final List<Consumer<Vswitchd.Builder>> settings = new ArrayList<>();
    private boolean isVirtualTime;
    private @Nullable Path schema;
    private TlsSettings tls = TlsSettings.NONE;
    private boolean isStarted;

    OpsSwitchBuilder() {}

    /** Have a bridge without ports but its own. */
    public OpsSwitchBuilder bridge(String name) {
        return bridge(name, bridge -> {});
    }

    /** Have a bridge. */
    public OpsSwitchBuilder bridge(String name, Consumer<BridgeBuilder> description) {
        BridgeBuilder bridge = describe(name, description);
        for (String port : bridge.portNames()) {
            String owner = portOwners.putIfAbsent(port, name);
            if (owner != null) {
                throw new IllegalArgumentException("bridge " + name + ": bridge " + owner + " has a port " + port
                        + " already; the names of all bridges and ports of a switch differ");
            }
        }
        bridges.add(bridge);
        return this;
    }

    static BridgeBuilder describe(String name, Consumer<BridgeBuilder> description) {
        if (name.isBlank() || name.contains("/")) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" cannot be the name of a bridge; give it one without slash, such as br0");
        }
        BridgeBuilder bridge = new BridgeBuilder(name);
        description.accept(bridge);
        return bridge;
    }

    /** Let time stand still until {@link OpsSwitch#advance}, for timeouts, probes, meters and statistics alike. */
    public OpsSwitchBuilder virtualTime() {
        isVirtualTime = true;
        return this;
    }

    /** Serve a database of this schema, such as that of an image, instead of one with all tables. */
    public OpsSwitchBuilder schema(Path file) {
        schema = file;
        return this;
    }

    /** Use these keys and certificates for {@code ssl:} and {@code pssl:} as long as the table {@code SSL} has none. */
    public OpsSwitchBuilder tls(TlsSettings keys) {
        tls = keys;
        return this;
    }

    /** Change what the switch consists of: its features and datapaths, which are those of the class path otherwise. */
    public OpsSwitchBuilder vswitchd(Consumer<Vswitchd.Builder> change) {
        settings.add(change);
        return this;
    }

    /**
     * Start the switch; when this returns, all bridges and ports work.
     *
     * @throws IllegalStateException if this builder has started one before, or a bridge or port does not work; the
     *     message says why
     */
    public OpsSwitch start() {
        if (isStarted) {
            throw new IllegalStateException("this builder has started its switch already; take a new one for another");
        }
        isStarted = true;
        return OpsSwitch.start(this);
    }

    List<BridgeBuilder> bridges() {
        return bridges;
    }

    boolean isVirtualTime() {
        return isVirtualTime;
    }

    @Nullable
    Path schema() {
        return schema;
    }

    void configure(Vswitchd.Builder builder) {
        builder.tls(tls);
        settings.forEach(change -> change.accept(builder));
    }
}
