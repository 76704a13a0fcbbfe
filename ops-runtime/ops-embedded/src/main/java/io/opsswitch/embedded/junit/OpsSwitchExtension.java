/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded.junit;

import io.opsswitch.common.log.LogCapture;
import io.opsswitch.embedded.OpsSwitch;
import io.opsswitch.embedded.OpsSwitchBuilder;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts a switch for each test, or in a static field for all tests of a class, closes it, and prints its log when a test
 * fails:
 *
 * <pre>{@code
 * @RegisterExtension
 * final OpsSwitchExtension ops = OpsSwitchExtension.of(b -> b.bridge("br0", br -> br.ports("p1", "p2")));
 *
 * @Test
 * void floods(OpsSwitch sw) { ... }
 * }</pre>
 *
 * <p>{@link WithSwitch} is shorter where one bridge will do. Several tests may run at once, each with its own switch; the log
 * of one then has lines of the others.
 */
public final class OpsSwitchExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {

    private static final int LOG_LINES = 2000;

    private final @Nullable Consumer<OpsSwitchBuilder> description;

    /** A switch and its log. */
    private record Running(OpsSwitch sw, LogCapture log) {}

    /** Create one that does what {@link WithSwitch} says. Called by JUnit. */
    public OpsSwitchExtension() {
        this(null);
    }

    private OpsSwitchExtension(@Nullable Consumer<OpsSwitchBuilder> description) {
        this.description = description;
    }

    /** Create one that starts such a switch. */
    public static OpsSwitchExtension of(Consumer<OpsSwitchBuilder> description) {
        return new OpsSwitchExtension(description);
    }

    /** Called for static fields and annotations on classes. */
    @Override
    public void beforeAll(ExtensionContext context) {
        if (description != null) {
            start(context, description);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        // What is on the test itself holds, whatever is around it.
        if (AnnotationSupport.isAnnotated(context.getElement(), WithSwitch.class)) {
            start(context, described(context));
        } else if (find(context) == null) {
            start(context, description != null ? description : described(context));
        }
    }

    private static Consumer<OpsSwitchBuilder> described(ExtensionContext context) {
        Optional<WithSwitch> found = AnnotationSupport.findAnnotation(context.getElement(), WithSwitch.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), WithSwitch.class));
        WithSwitch with = found.orElseThrow(() -> new ExtensionConfigurationException(
                "nothing says which switch " + context.getDisplayName() + " wants: annotate it with @WithSwitch, or"
                        + " register OpsSwitchExtension.of(...) in a field"));
        return builder -> {
            builder.bridge(with.bridge(), bridge -> {
                bridge.ports(with.ports()).protocols(with.protocols());
                for (String target : with.controllers()) {
                    bridge.controller(target);
                }
                if (with.secure()) {
                    bridge.secure();
                }
            });
            if (with.virtualTime()) {
                builder.virtualTime();
            }
        };
    }

    private void start(ExtensionContext context, Consumer<OpsSwitchBuilder> wanted) {
        LogCapture log = LogCapture.start(LOG_LINES);
        boolean isStarted = false;
        try {
            OpsSwitchBuilder builder = OpsSwitch.builder();
            wanted.accept(builder);
            store(context).put(this, new Running(builder.start(), log));
            isStarted = true;
        } finally {
            if (!isStarted) {
                log.close();
                print(context, log);
            }
        }
    }

    private @Nullable Running find(ExtensionContext context) {
        return store(context).get(this, Running.class);
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(ExtensionContext.Namespace.create(OpsSwitchExtension.class));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Running running = find(context);
        if (running != null && context.getExecutionException().isPresent()) {
            print(context, running.log());
        }
        stop(context);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop(context);
    }

    /** Stop what was started in this context, and not what was in one around it. */
    private void stop(ExtensionContext context) {
        Running running = store(context).remove(this, Running.class);
        if (running != null) {
            try {
                running.sw().close();
            } finally {
                running.log().close();
            }
        }
    }

    private static void print(ExtensionContext context, LogCapture log) {
        System.err.print("The switch's log for " + context.getDisplayName() + ":\n" + log.text());
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == OpsSwitch.class && find(context) != null;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return get(context);
    }

    private OpsSwitch get(ExtensionContext context) {
        Running running = find(context);
        if (running == null) {
            throw new ExtensionConfigurationException("no switch is running for " + context.getDisplayName());
        }
        return running.sw();
    }
}
