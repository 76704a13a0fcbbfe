/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.netlink.client.KernelDatapath;
import io.opsswitch.datapath.netlink.client.KernelDatapaths;
import io.opsswitch.datapath.netlink.client.NewPort;
import io.opsswitch.datapath.netlink.message.DatapathInfo;
import io.opsswitch.datapath.netlink.message.DatapathTable;
import io.opsswitch.datapath.netlink.message.PortInfo;
import io.opsswitch.datapath.netlink.message.PortType;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.opentest4j.TestAbortedException;

/** A transport, and the one datapath of a test. */
public abstract class SuiteBase {
    /** The datapath that tests make where they can. */
    static final String NAME = "ops-suite0";

    private Bench bench;
    private KernelDatapath datapath;

    /**
     * Make a transport with its surroundings.
     *
     * @param test name of the test, for recordings
     */
    protected abstract Bench bench(String test) throws Exception;

    @BeforeEach
    void open(TestInfo info) throws Exception {
        bench = bench(info.getTestMethod().orElseThrow().getName());
    }

    @AfterEach
    void close() throws Exception {
        if (datapath != null) {
            boolean usable = bench.transport().openChannels() > 0;
            if (usable) {
                datapath.flows().flush();
                for (PortInfo port : datapath.ports().list()) {
                    if (port.number() != 0) {
                        datapath.ports().delete(port.number());
                    }
                }
            }
            datapath.close();
            if (usable && bench.transport().capabilities().datapaths()) {
                try (KernelDatapaths datapaths = new KernelDatapaths(bench.transport())) {
                    datapaths.delete(NAME);
                }
            }
            assertThat(bench.transport().openChannels()).isZero();
        }
        bench.close();
    }

    /** Run one test of a suite as JUnit would, so that it can be recorded; one that is left out is left out. */
    public static void run(SuiteBase suite, String test) throws Exception {
        suite.bench = suite.bench(test);
        try {
            Method method = null;
            for (Class<?> type = suite.getClass(); method == null; type = type.getSuperclass()) {
                for (Method one : type.getDeclaredMethods()) {
                    method = one.getName().equals(test) ? one : method;
                }
            }
            method.invoke(suite);
        } catch (InvocationTargetException e) {
            if (!(e.getCause() instanceof TestAbortedException)) {
                throw e;
            }
        } finally {
            suite.close();
        }
    }

    final Bench bench() {
        return bench;
    }

    final KernelDatapath datapath() {
        return datapath;
    }

    final void needs(Ability ability) {
        Assumptions.assumeTrue(
                bench.abilities().contains(ability), "the surroundings declare that they lack " + ability);
    }

    /** Open the datapath, made where that can be; return its name. */
    final String openDatapath() throws NetlinkException {
        try (KernelDatapaths datapaths = new KernelDatapaths(bench.transport())) {
            DatapathInfo info = bench.transport().capabilities().datapaths()
                    ? datapaths.create(NAME, DatapathTable.FEATURE_UNALIGNED | DatapathTable.FEATURE_VPORT_PIDS)
                    : datapaths.list().get(0);
            datapath = datapaths.open(info);
            return info.name();
        }
    }

    final PortInfo addPort(int device) throws NetlinkException {
        return addPort(device, 0);
    }

    final PortInfo addPort(int device, int upcallPid) throws NetlinkException {
        return datapath.ports().add(NewPort.of(bench.device(device), PortType.NETDEV, upcallPid));
    }

    static void assertErrno(ThrowingCallable call, int errno) {
        NetlinkException e = org.assertj.core.api.Assertions.catchThrowableOfType(NetlinkException.class, call);
        assertThat(e).as("a refusal with error " + errno).isNotNull();
        assertThat(e.errno()).as(e.getMessage()).isEqualTo(errno);
        assertThat(e.getMessage()).isNotBlank();
    }

    static <T> CompletableFuture<T> inThread(Callable<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(call.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
