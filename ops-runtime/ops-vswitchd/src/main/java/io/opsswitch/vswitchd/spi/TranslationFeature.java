/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.spi;

import io.opsswitch.ovsdb.client.typed.TypedTransaction;
import io.opsswitch.vswitchd.db.Bridge;
import io.opsswitch.vswitchd.ofproto.BridgeExtension;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import org.jspecify.annotations.Nullable;

/**
 * A feature that takes part in the translation of packets. Found as a service; used by the switch's one thread only.
 *
 * <p>{@link #configure} and {@link #report} are called while the feature runs. When it stops its extensions leave the
 * bridges; when it starts again {@link #configure} sees no previous ones.
 */
public interface TranslationFeature extends VswitchdFeature {

    /** Start; by default there is nothing to do, because the switch asks for extensions. */
    @Override
    default AutoCloseable start(FeatureContext context) throws Exception {
        return () -> {};
    }

    /**
     * Read what the database wants of a bridge; called whenever the replica or the bridge has changed.
     *
     * @param bridge the bridge as it is going to be, without extensions
     * @param row the bridge's row, in the replica that counts
     * @param previous what the last call returned for this bridge, or null; counters may be taken over from it
     * @return what to add to the bridge, or null for nothing
     */
    @Nullable
    BridgeExtension configure(OfBridge bridge, Bridge row, @Nullable BridgeExtension previous);

    /** Write the state of an extension to the database; called at each interval for statistics. */
    default void report(BridgeExtension extension, TypedTransaction transaction) {}
}
