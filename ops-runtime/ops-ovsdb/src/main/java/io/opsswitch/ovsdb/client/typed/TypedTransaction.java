/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client.typed;

import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.ReplicaTransaction;
import io.opsswitch.ovsdb.client.TransactionResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that is put together with the editors of generated classes: {@code Bridge.insert(transaction)}, {@code
 * bridge.edit(transaction)}. A row has one editor, however often it is asked for; what editors collect becomes part of the
 * transaction beneath, in the order in which rows were first mentioned, with {@link #apply} or {@link #commit}.
 *
 * <p>Not safe for use by several threads.
 */
public final class TypedTransaction {

    private final ReplicaTransaction plain;
    private final Map<UUID, Consumer<ReplicaTransaction>> deletions = new LinkedHashMap<>();
    private final Map<UUID, RowEditor<?>> editors = new LinkedHashMap<>();

    private TypedTransaction(ReplicaTransaction plain) {
        this.plain = plain;
    }

    /** Put together a transaction of a client. */
    public static TypedTransaction of(ReplicaTransaction transaction) {
        return new TypedTransaction(transaction);
    }

    /**
     * Return what {@code OvsdbClient.transact} takes: it puts together a transaction with editors, and does so again on a
     * newer replica when something that was verified has changed.
     */
    public static Consumer<ReplicaTransaction> body(Consumer<TypedTransaction> body) {
        return plain -> {
            TypedTransaction transaction = of(plain);
            body.accept(transaction);
            transaction.apply();
        };
    }

    /** Return the replica that the transaction is based on; null if there was none yet. */
    public @Nullable Replica replica() {
        return plain.replica();
    }

    /** Return the transaction beneath, for what has no type. */
    public ReplicaTransaction plain() {
        return plain;
    }

    /** Insert a row. Generated classes call this. */
    public <E extends RowEditor<?>> E insert(RowEditor.Maker<E> maker) {
        E editor = maker.make(UUID.randomUUID(), true);
        editors.put(editor.uuid(), editor);
        return editor;
    }

    /** Edit a row. Generated classes call this. */
    public <E extends RowEditor<?>> E edit(UUID row, Class<E> type, RowEditor.Maker<E> maker) {
        return type.cast(editors.computeIfAbsent(row, uuid -> maker.make(uuid, false)));
    }

    /** Delete a row, and forget what else should change of it. Generated classes call this. */
    public void delete(String table, UUID row) {
        RowEditor<?> editor = editors.get(row);
        if (editor != null && editor.isNew()) {
            editors.remove(row);
            return;
        }
        if (editor != null) {
            editor.forgetChanges();
        }
        deletions.put(row, transaction -> transaction.delete(table, row));
    }

    /** Add a comment to the transaction's record in the journal. */
    public TypedTransaction comment(String text) {
        plain.comment(text);
        return this;
    }

    /** Hand what the editors have collected to the transaction beneath; later edits begin anew. */
    public TypedTransaction apply() {
        editors.values().forEach(editor -> editor.apply(plain));
        editors.clear();
        deletions.values().forEach(deletion -> deletion.accept(plain));
        deletions.clear();
        return this;
    }

    /** Return whether nothing would change, so that a commit would be a waste; does what {@link #apply} does. */
    public boolean isEmpty() {
        return apply().plain.isEmpty();
    }

    /** Send the transaction, see {@link ReplicaTransaction#submit}. */
    public CompletableFuture<TransactionResult> submit() {
        return apply().plain.submit();
    }

    /** Send the transaction, see {@link ReplicaTransaction#commit}. */
    public CompletableFuture<Void> commit() {
        return apply().plain.commit();
    }
}
