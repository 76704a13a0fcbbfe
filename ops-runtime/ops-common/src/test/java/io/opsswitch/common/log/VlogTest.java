/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VlogTest {

    @TempDir
    Path folder;

    @Test
    void capturesTheNewestLinesAndCountsTheOthers() {
        try (LogCapture capture = LogCapture.start(2)) {
            for (int i = 1; i <= 3; i++) {
                Vlog.module("bridge").info("line %d", i);
            }
            Vlog.module("bridge").dbg("not shown");
            assertThat(capture.lines()).hasSize(2);
            assertThat(capture.text())
                    .startsWith("(1 earlier lines are lost)\n")
                    .contains("|bridge|INFO|line 2\n")
                    .endsWith("|bridge|INFO|line 3\n");
            capture.close();
            Vlog.module("bridge").info("too late");
            assertThat(capture.lines()).hasSize(2);
        }
    }

    @Test
    void writesOpenVSwitchLinesToTheFile() throws Exception {
        Path file = folder.resolve("x.log");
        VlogConfig.openFile(file);
        VlogConfig.set("console:off");
        Vlog.module("bridge").info("bridge %s: added", "br0");
        Vlog.module("bridge").dbg("not shown");
        VlogConfig.set("bridge:file:dbg");
        Vlog.module("bridge").dbg("shown 100%");
        VlogConfig.closeFile();
        assertThat(Files.readAllLines(file))
                .hasSize(3)
                .element(1)
                .asString()
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\\|\\d{5,}\\|bridge\\|INFO\\|bridge br0: added");
        assertThat(Files.readAllLines(file).get(2)).endsWith("|bridge|DBG|shown 100%");
        VlogConfig.set("bridge:info");
    }

    @Test
    void acceptsTheSpecificationsThatOpenVSwitchsTestsUse() {
        for (String spec : new String[] {
            "vlog:off",
            "file",
            "jsonrpc:file:dbg",
            "PATTERN:console:%c|%p|%m",
            "timeval:off",
            "reconnect:err",
            "console:stream_ssl:dbg",
            "console,warn",
            "ANY:console:off",
            "raft"
        }) {
            VlogConfig.set(spec);
        }
        VlogConfig.set("any:any:info");
        VlogConfig.set("console:off");
        assertThat(VlogConfig.list()).contains("jsonrpc            OFF       INFO       INFO\n");
        assertThat(VlogConfig.listPatterns()).contains("console  none                              %c|%p|%m\n");
    }

    @Test
    void namesWhatIsWrongInASpecification() {
        assertThatThrownBy(() -> VlogConfig.set("nosuch")).hasMessage("no destination, level, or module \"nosuch\"");
        assertThatThrownBy(() -> VlogConfig.set("dbg:warn")).hasMessage("cannot specify multiple levels");
        assertThatThrownBy(() -> VlogConfig.set("PATTERN:nowhere:x")).hasMessage("unknown destination \"nowhere\"");
    }

    @Test
    void formatsEveryField() {
        Instant time = Instant.parse("2026-11-21T20:00:00.123Z");
        String line = VlogPattern.format(
                "%D{%Y-%m-%dT%H:%M:%S.###Z}|%05N|%-8c|%8p|%m%n%%", Vlog.module("x"), LogLevel.ERR, 7, time, "hi\n");
        assertThat(line).isEqualTo("2026-11-21T20:00:00.123Z|00007|x       |     ERR|hi\n%");
    }

    @Test
    void limitsTheRateAndTellsWhatWasDropped() throws Exception {
        Path file = folder.resolve("rate.log");
        VlogConfig.openFile(file);
        Vlog vlog = Vlog.module("rate_test");
        VlogConfig.setLevel(vlog, LogDestination.CONSOLE, LogLevel.OFF);
        VlogRateLimit limit = new VlogRateLimit(60_000, 2);
        for (int i = 0; i < 1000; i++) {
            vlog.log(limit, LogLevel.INFO, "again");
        }
        Thread.sleep(20);
        vlog.log(limit, LogLevel.INFO, "again");
        VlogConfig.closeFile();
        assertThat(Files.readString(file)).contains("log messages in last").contains("due to excessive rate");
    }

    @Test
    void sendsLinesToASyslogServer() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(10_000);
            VlogConfig.setSyslogMethod("udp:127.0.0.1:" + server.getLocalPort());
            Vlog.module("test_syslog").warn("to %s", "syslog");
            DatagramPacket packet = new DatagramPacket(new byte[1000], 1000);
            server.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8))
                    .matches("<28>ovs\\|\\d{5}\\|test_syslog\\|WARN\\|to syslog");
        } finally {
            VlogConfig.setSyslogMethod("null");
        }
        assertThatThrownBy(() -> VlogConfig.setSyslogMethod("libc")).hasMessageContaining("use udp:IP:PORT or null");
        assertThatThrownBy(() -> VlogConfig.setSyslogMethod("udp:x y:1")).hasMessageContaining("no address and port");
    }
}
