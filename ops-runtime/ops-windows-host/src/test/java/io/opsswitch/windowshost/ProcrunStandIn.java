/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Does with a service what Apache's service program does: calls main in a thread, the stopping method in another one when it
 * is told to by a line on standard input, and then waits for the first and lets the JVM go, which ends when no thread holds it.
 */
public final class ProcrunStandIn {

    private static volatile boolean stopping;

    private ProcrunStandIn() {}

    /** Run the service of a class. */
    public static void main(String[] args) throws Exception {
        Class<?> service = Class.forName(args[0]);
        String[] arguments = Arrays.copyOfRange(args, 1, args.length);
        Thread worker = new Thread(() -> call(service, "main", arguments), "worker");
        worker.start();
        Thread stopper = new Thread(
                () -> {
                    if (read()) {
                        stopping = true;
                        call(service, "stop");
                        System.out.println("stop returned");
                    }
                },
                "stopper");
        stopper.setDaemon(true);
        stopper.start();
        worker.join();
        if (stopping) {
            stopper.join();
        }
        System.out.println("main returned");
    }

    private static boolean read() {
        try {
            return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine() != null;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void call(Class<?> service, String name, String... arguments) {
        try {
            Method method = service.getMethod(name, String[].class);
            method.invoke(null, (Object) arguments);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
