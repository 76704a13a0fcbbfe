/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.client.typed.TypedTransaction;
import io.opsswitch.vswitchd.db.Bridge;
import io.opsswitch.vswitchd.ofproto.BridgeExtension;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.spi.TranslationFeature;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One life of a translation feature, as the bridges see it: what it throws is noted, and a report that fails takes no other
 * feature's report with it. Equal to nothing but itself, so that what a feature added in an earlier life is not taken for
 * this one's.
 */
final class ObservedTranslation implements TranslationFeature {

    private static final Vlog VLOG = Vlog.module("vswitchd");

    private final TranslationFeature feature;
    private final Consumer<RuntimeException> failures;

    ObservedTranslation(TranslationFeature feature, Consumer<RuntimeException> failures) {
        this.feature = feature;
        this.failures = failures;
    }

    @Override
    public String symbol() {
        return feature.symbol();
    }

    @Override
    public Map<String, Set<String>> columns() {
        return feature.columns();
    }

    @Override
    public @Nullable BridgeExtension configure(OfBridge bridge, Bridge row, @Nullable BridgeExtension previous) {
        try {
            return feature.configure(bridge, row, previous);
        } catch (RuntimeException e) {
            failures.accept(e);
            throw e;
        }
    }

    @Override
    public void report(BridgeExtension extension, TypedTransaction transaction) {
        try {
            feature.report(extension, transaction);
        } catch (RuntimeException e) {
            VLOG.err("%s could not report: %s", feature.symbol(), e);
            failures.accept(e);
        }
    }
}
