/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as it is sent, and how its reply is understood. Immutable.
 *
 * @param increments what the results of some operations are wanted for
 */
record TransactionRequest(List<Json> operations, List<Increment> increments) {

    /**
     * An operation that reads what a column was incremented to.
     *
     * @param operation its place among the operations
     */
    record Increment(int operation, String column, CompletableFuture<Long> value) {

        /** Return this with so many operations before. */
        Increment after(int count) {
            return new Increment(operation + count, column, value);
        }
    }

    /**
     * Return what a reply says.
     *
     * @param before how many operations were put before these
     * @param relayed whether the server had another one execute it
     */
    TransactionResult result(JsonRpcMessage reply, int before, boolean relayed) {
        if (reply instanceof JsonRpcMessage.Reply ok && ok.result() instanceof Json.Arr results) {
            TransactionResult result = result(results.elements());
            return result.isSuccess() ? increments(results, before) : result;
        }
        Json error =
                reply instanceof JsonRpcMessage.Failure failure ? failure.error() : Json.of("reply is not an array");
        if ("canceled".equals(error.asString())) {
            return new TransactionResult(
                    // A relay has lost the server that was executing it; others have not begun.
                    relayed ? TransactionStatus.UNKNOWN : TransactionStatus.TRY_AGAIN, "canceled by the server");
        }
        return new TransactionResult(TransactionStatus.ERROR, text(error));
    }

    /** As in Open vSwitch, what cannot be mended by trying again counts most. */
    private static TransactionResult result(List<Json> results) {
        TransactionResult worst = TransactionResult.SUCCESS;
        for (Json each : results) {
            Json error = each instanceof Json.Obj object ? object.get("error") : null;
            TransactionStatus status = error == null
                    ? each instanceof Json.Obj ? TransactionStatus.SUCCESS : TransactionStatus.TRY_AGAIN
                    : switch (String.valueOf(error.asString())) {
                        case "timed out", "unknown database" -> TransactionStatus.TRY_AGAIN;
                        case "not owner" -> TransactionStatus.NOT_LOCKED;
                        case "aborted" -> TransactionStatus.ABORTED;
                        default -> TransactionStatus.ERROR;
                    };
            if (weight(status) > weight(worst.status())
                    || worst.message().isEmpty() && error != null && status == worst.status()) {
                worst = new TransactionResult(status, error == null ? "" : text(each));
            }
        }
        return worst;
    }

    private static int weight(TransactionStatus status) {
        return switch (status) {
            case UNCHANGED, SUCCESS, UNKNOWN -> 0;
            case ABORTED -> 1;
            case TRY_AGAIN -> 2;
            case NOT_LOCKED -> 3;
            case ERROR -> 4;
        };
    }

    private TransactionResult increments(Json.Arr results, int before) {
        for (Increment each : increments) {
            int at = each.operation + before;
            Long value = at < results.size() ? value(results.get(at), each.column) : null;
            if (value == null) {
                return new TransactionResult(
                        TransactionStatus.ERROR, "there is no row of which " + each.column + " could be incremented");
            }
            each.value.complete(value);
        }
        return TransactionResult.SUCCESS;
    }

    private static @Nullable Long value(Json result, String column) {
        return result instanceof Json.Obj object
                        && object.get("rows") instanceof Json.Arr rows
                        && rows.size() == 1
                        && rows.get(0) instanceof Json.Obj row
                        && row.get(column) instanceof Json.Int value
                ? value.value()
                : null;
    }

    private static String text(Json error) {
        if (error instanceof Json.Obj object) {
            Json tag = object.get("error");
            Json details = object.get("details");
            return (tag == null ? "error" : tag.asString()) + (details == null ? "" : ": " + details.asString());
        }
        String plain = error.asString();
        return plain == null ? error.toString() : plain;
    }
}
