/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.spi;

import io.opsswitch.common.unixctl.ControlCommand;
import io.opsswitch.features.Features;
import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.ReplicaTransaction;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a feature may do. What it registers here ends with the feature. */
public interface FeatureContext {

    /** Return the features and key-values of the image, for sub-features and numbers. */
    Features features();

    /**
     * Have each new replica passed on, the newest one at once if there is any; and once more when {@link #isActive} changes.
     */
    void onReplica(Consumer<Replica> consumer);

    /** Have a task run again and again; a task that throws is logged and run again. */
    void every(Duration interval, Runnable task);

    /** Start a transaction; whoever commits it need not look at the result, failures are logged. */
    ReplicaTransaction transaction();

    /** Return whether this process holds the database's lock: only then may it write. */
    boolean isActive();

    /** Answer a command of the control socket that takes so many arguments. */
    void command(String name, String usage, int minArgs, int maxArgs, ControlCommand command);

    /**
     * Return what several features of this switch have in common, one object of a class, made when it is asked for first;
     * it lives as long as the switch does.
     */
    <T> T shared(Class<T> type, Function<SwitchAccess, T> maker);
}
