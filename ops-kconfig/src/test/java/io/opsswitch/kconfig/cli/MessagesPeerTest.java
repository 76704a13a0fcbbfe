/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.Peer;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tables that {@link MessagesTest} holds us to are what the C tool of Linux 6.12 really says. */
class MessagesPeerTest {

    @TempDir
    Path folder;

    static Stream<MessageCase> cases() {
        return MessageCase.all().filter(MessageCase::hasPeer);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theTableIsRight(MessageCase expected) throws Exception {
        Peer peer = Peer.LINUX.needed();
        expected.prepare(folder);
        Map<String, String> environment = Peer.defaults();
        expected.addEnvironment(environment);
        Peer.Result result = peer.run(folder, environment, "", expected.arguments());
        MessagesTest.compare(expected, result.out(), result.err(), result.status());
    }
}
