/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.ovsdb.AtomicType;
import io.opsswitch.ovsdb.tls.TlsSettings;
import org.jspecify.annotations.Nullable;

/** A server's TLS options, of which those that name a column are read from there each time. Owned by the engine's thread. */
final class ServerTls {

    private final OvsdbServer server;
    private TlsSettings settings = TlsSettings.NONE;

    ServerTls(OvsdbServer server) {
        this.server = server;
    }

    /** Take new options; refuses those that name a column which is not there or holds no strings. */
    void set(TlsSettings wanted) {
        wanted.map(text -> {
            if (text != null && DbColumn.isName(text)) {
                DbColumn found = DbColumn.find(server, text);
                if (found.column().type().key().type() != AtomicType.STRING
                        || found.column().type().value() != null) {
                    throw new IllegalArgumentException("\"" + text + "\": table \"" + found.table() + "\" column \""
                            + found.column().name() + "\" is not string or set of strings");
                }
            }
            return text;
        });
        settings = wanted;
    }

    /** Return the options as they are now. */
    TlsSettings current() {
        return settings.map(this::resolve);
    }

    private @Nullable String resolve(@Nullable String text) {
        return text != null && DbColumn.isName(text)
                ? DbColumn.find(server, text).firstText()
                : text;
    }
}
