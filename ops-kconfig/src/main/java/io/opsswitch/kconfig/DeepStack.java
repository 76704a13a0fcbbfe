/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs a load on a thread with a large stack.
 *
 * <p>Conditions of a hundred thousand terms, and chains of as many symbols that each depend on the one before, are
 * followed by recursion, as the C tools do on the main thread's eight megabytes. The memory is only reserved; pages that
 * no recursion reaches are never touched.
 */
final class DeepStack {

    private static final long BYTES = 256L << 20;

    private DeepStack() {}

    /** Something that loads. */
    interface Load<T> {
        T run() throws KconfigException, IOException;
    }

    static <T> T run(Load<T> load) throws KconfigException, IOException {
        FutureTask<T> task = new FutureTask<>(load::run);
        Thread thread = new Thread(null, task, "kconfig-load", BYTES);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new KconfigException(null, "interrupted while loading");
        } catch (ExecutionException e) {
            return fail(e.getCause());
        }
    }

    private static <T> T fail(@Nullable Throwable cause) throws KconfigException, IOException {
        if (cause instanceof KconfigException e) {
            throw e;
        }
        if (cause instanceof IOException e) {
            throw e;
        }
        if (cause instanceof RuntimeException e) {
            throw e;
        }
        if (cause instanceof Error e) {
            throw e;
        }
        throw new IllegalStateException(cause);
    }
}
