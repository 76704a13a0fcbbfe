/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Windows in a box: Wine with a prefix of its own below target/, the stand-in driver, and the bridge to the library. As a
 * JUnit extension it gives itself to tests; one serves all classes of a JVM and ends with it.
 *
 * <p>Nothing is left behind: the bridge ends with its first connection, Wine's server a few seconds after the last of its
 * programs, even if this JVM is killed.
 */
public final class WineLab implements AutoCloseable {
    private static final String WINE = "/usr/lib/wine/wine64";
    private static final String SERVER = "/usr/lib/wine/wineserver64";

    /** Seconds that the server outlives its programs; without, drivers end between two of them. */
    private static final String LINGER = "-p3";

    private static final byte[] NOTHING = {};

    private final Path prefix;
    private final Process server;
    private final Process bridge;
    private final int port;
    private final BridgeConnection common;
    private final BridgeDoor door;
    private final Thread atExit = new Thread(this::end, "end of the Wine lab");

    /** Gives the lab to tests. */
    public static final class Extension implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == WineLab.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.create(WineLab.class))
                    .getOrComputeIfAbsent(Shared.class, key -> new Shared(), Shared.class)
                    .lab;
        }
    }

    private record Shared(WineLab lab) implements AutoCloseable {
        Shared() {
            this(start());
        }

        @Override
        public void close() throws Exception {
            lab.close();
        }
    }

    private static WineLab start() {
        try {
            return new WineLab();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("could not start Wine: " + e, e);
        }
    }

    private WineLab() throws IOException, InterruptedException {
        prefix = preparePrefix(Path.of("target/wine-prefix").toAbsolutePath());
        server = wine(prefix, SERVER, "-f", LINGER)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Path built = Path.of(System.getProperty("ops.native.dir"));
        bridge = wine(
                        prefix,
                        WINE,
                        built.resolveSibling("wine/bridge.exe").toString(),
                        windowsPath(built.resolve("windows-x86_64/ops-datapath.dll")))
                .start();
        Runtime.getRuntime().addShutdownHook(atExit);
        port = readPort();
        common = new BridgeConnection(port);
        door = new BridgeDoor(port, common);
        startDriver();
    }

    private static ProcessBuilder wine(Path prefix, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("WINEPREFIX", prefix.toString());
        builder.environment().put("WINEDEBUG", "-all");
        builder.environment().put("WINEDLLOVERRIDES", "mscoree,mshtml=");
        builder.environment().remove("DISPLAY");
        return builder;
    }

    /** Make the prefix unless a former run did: that takes ten seconds. */
    private static Path preparePrefix(Path prefix) throws IOException, InterruptedException {
        Path ready = prefix.resolve("ops-ready");
        if (!Files.exists(ready)) {
            Files.createDirectories(prefix);
            run(wine(prefix, WINE, "wineboot", "-i"));
            // Services can be made only by a session after the one that made the prefix.
            run(wine(prefix, SERVER, "-w"));
            Files.createFile(ready);
        }
        return prefix;
    }

    private static void run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process =
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(builder.command() + " did not end within two minutes");
        }
        if (process.exitValue() != 0) {
            throw new IOException(builder.command() + " failed with status " + process.exitValue());
        }
    }

    private int readPort() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(bridge.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        if (line == null || !line.startsWith("port ")) {
            throw new IOException("the bridge did not start: " + line);
        }
        return Integer.parseInt(line.strip().substring("port ".length()));
    }

    static String windowsPath(Path path) {
        return "Z:" + path.toAbsolutePath().normalize().toString().replace('/', '\\');
    }

    /** Return the loopback port of the bridge, for {@link BridgeTransports} in another process. */
    public int port() {
        return port;
    }

    /** Return a transport by the library and the driver; each call makes another one. */
    public WindowsTransport transport() {
        return new WindowsTransport(door);
    }

    /** Return a transport on which some calls of the device go wrong. */
    public WindowsTransport transport(DeviceFault fault) {
        return new WindowsTransport(new FaultyDoor(door, fault));
    }

    /** Return the door to the device. */
    BridgeDoor door() {
        return door;
    }

    /** Return the version of the library's interface. */
    int abiVersion() {
        return (int)
                common.call(BridgeConnection.ABI_VERSION, 0, 0, 0, NOTHING, 0).value();
    }

    /** Load the driver. */
    public void startDriver() {
        Path driver = Path.of(System.getProperty("ops.native.dir")).resolveSibling("wine/ovstest.sys");
        byte[] path = windowsPath(driver).getBytes(StandardCharsets.UTF_16LE);
        require(common.call(BridgeConnection.START_DRIVER, 0, 0, 0, path, 0), "starting the driver");
    }

    /** Unload the driver, with all that it knew. */
    public void stopDriver() {
        require(common.call(BridgeConnection.STOP_DRIVER, 0, 0, 0, NOTHING, 0), "stopping the driver");
    }

    /** Make a call on a handle that may only read; return the bytes written or a negative Win32 error. */
    long controlReadOnly(int code, byte[] in) {
        return common.call(BridgeConnection.CONTROL_READ_ONLY, code, 0, 0, in, 4096)
                .value();
    }

    /** Forget ports, flows, meters and all that, and enable the extension. */
    public void reset() {
        hook(7, 0, NOTHING, 0);
    }

    /** Give the Hyper-V switch a port, which datapaths may then bind. */
    public void addNic(String name) {
        hook(1, 0, name.getBytes(StandardCharsets.US_ASCII), 0);
    }

    /** Take a port from the Hyper-V switch. */
    public void removeNic(int port) {
        hook(2, port, NOTHING, 0);
    }

    /** Let a frame arrive at a port. */
    public void inject(int port, byte[] frame) {
        hook(3, port, frame, 0);
    }

    /** Let a frame arrive at a tunnel's port with an outer header, which is a key's tunnel attributes. */
    public void injectTunnel(int port, byte[] tunnel, byte[] frame) {
        ByteBuffer bytes =
                ByteBuffer.allocate(4 + tunnel.length + frame.length).order(ByteOrder.LITTLE_ENDIAN);
        hook(8, port, bytes.putInt(tunnel.length).put(tunnel).put(frame).array(), 0);
    }

    /** Return the next frame that left by a port, empty if there is none. */
    public byte[] takeOutput(int port) {
        return hook(4, port, NOTHING, 65536);
    }

    /** Enable or disable the extension on the switch. */
    public void enable(boolean enabled) {
        hook(5, enabled ? 1 : 0, NOTHING, 0);
    }

    /** Return how many handles the driver has, without the lab's own. */
    public int openHandles() {
        return ByteBuffer.wrap(hook(6, 0, NOTHING, 4))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .getInt()
                - 1;
    }

    private byte[] hook(int operation, int argument, byte[] bytes, int room) {
        ByteBuffer in = ByteBuffer.allocate(8 + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        in.putInt(operation).putInt(argument).put(bytes);
        return require(common.call(BridgeConnection.HOOK, 0, 0, 0, in.array(), room), "hook " + operation)
                .out();
    }

    private static BridgeConnection.Result require(BridgeConnection.Result result, String what) {
        if (result.value() < 0) {
            throw new IllegalStateException(what + " failed with Windows error " + -result.value());
        }
        return result;
    }

    @Override
    public void close() throws IOException {
        stopDriver();
        end();
        Runtime.getRuntime().removeShutdownHook(atExit);
    }

    /** End what this lab started: the bridge by itself, the server by the prefix, and both by number if they do not. */
    private void end() {
        try {
            common.close();
            bridge.waitFor(5, TimeUnit.SECONDS);
            run(wine(prefix, SERVER, "-k"));
            server.waitFor(5, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException e) {
            System.err.println("could not end Wine gently: " + e);
        } finally {
            bridge.destroyForcibly();
            server.destroyForcibly();
        }
    }
}
