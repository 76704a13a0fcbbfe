/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.junit;

import io.opsswitch.features.Features;
import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides about tests with {@link RequiresFeature}. Stateless; the manifest is read once a run. */
final class FeatureCondition implements ExecutionCondition {

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(FeatureCondition.class);

    /** Create the condition; JUnit does. */
    FeatureCondition() {}

    /** What reading the manifest gave, kept for all tests of a run. */
    private record Manifest(
            @Nullable Features features, @Nullable IOException problem) {

        static Manifest read() {
            try {
                return new Manifest(Features.current(), null);
            } catch (IOException e) {
                return new Manifest(null, e);
            }
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Set<String> required = required(context);
        if (required.isEmpty()) {
            return ConditionEvaluationResult.enabled("no feature is required");
        }
        Features features = features(context, required);
        String platform = features.platform().isEmpty() ? "" : " on platform " + features.platform();
        List<String> missing = new ArrayList<>();
        for (String symbol : required) {
            requireKnown(symbol, features);
            if (!features.isEnabled(symbol)) {
                missing.add(symbol);
            }
        }
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled(String.join(", ", required) + " enabled" + platform);
        }
        return ConditionEvaluationResult.disabled("needs " + String.join(", ", missing) + ", which "
                + (missing.size() == 1 ? "is" : "are") + " off" + platform + " (" + features.source() + ")");
    }

    private static Set<String> required(ExtensionContext context) {
        AnnotatedElement element = context.getElement().orElse(null);
        if (element == null) {
            return Collections.emptySet();
        }
        Set<String> required = new LinkedHashSet<>();
        for (RequiresFeature each : AnnotationSupport.findRepeatableAnnotations(element, RequiresFeature.class)) {
            if (each.value().length == 0) {
                throw new ExtensionConfigurationException("@RequiresFeature of " + context.getDisplayName()
                        + " names no feature; perhaps you should write @RequiresFeature(\"OPS_NTPD\"), or remove it");
            }
            Collections.addAll(required, each.value());
        }
        return required;
    }

    private static Features features(ExtensionContext context, Set<String> required) {
        Manifest manifest = (Manifest) context.getRoot()
                .getStore(HERE)
                .getOrComputeIfAbsent("manifest", key -> Manifest.read(), Manifest.class);
        Features features = manifest.features();
        if (features != null) {
            return features;
        }
        IOException problem = manifest.problem();
        throw new ExtensionConfigurationException(
                "cannot tell whether " + String.join(", ", required) + " is enabled: " + describe(problem), problem);
    }

    private static void requireKnown(String symbol, Features features) {
        if (features.keyValues().containsKey(symbol)) {
            throw new ExtensionConfigurationException("@RequiresFeature(\"" + symbol + "\"): " + symbol
                    + " is no feature but a value, " + features.keyValues().get(symbol) + ", in " + features.source()
                    + "; perhaps you should name the feature that it belongs to");
        }
        if (features.knows(symbol) || !features.listsAll()) {
            return;
        }
        List<String> meant = features.nearest(symbol);
        throw new ExtensionConfigurationException("@RequiresFeature(\"" + symbol + "\"): the Kconfig tree of "
                + features + " has no symbol " + symbol
                + (meant.isEmpty()
                        ? "; perhaps you should define it there"
                        : "; perhaps you mean " + String.join(" or ", meant)));
    }

    private static String describe(@Nullable IOException problem) {
        if (problem instanceof FileSystemException e && e.getReason() != null) {
            return e.getFile() + ": " + e.getReason();
        }
        return problem == null ? "" : String.valueOf(problem.getMessage());
    }
}
