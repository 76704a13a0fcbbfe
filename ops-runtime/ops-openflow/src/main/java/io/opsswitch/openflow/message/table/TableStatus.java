/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.table;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;

/**
 * Tells that a table fills or empties.
 *
 * @param reason {@link #VACANCY_DOWN} or {@link #VACANCY_UP}
 * @param table the table
 */
public record TableStatus(int reason, TableDescription table) implements Body {

    /** It fills. */
    public static final int VACANCY_DOWN = 3;
    /** It empties. */
    public static final int VACANCY_UP = 4;

    /** Codec. */
    public static final BodyCodec<TableStatus> CODEC = BodyCodec.of(
            (in, context) -> {
                int reason = in.u8();
                in.skip(7);
                if (reason != VACANCY_DOWN && reason != VACANCY_UP) {
                    throw new OpenFlowException(OpenFlowError.OFPBPC_BAD_VALUE, "table status of reason " + reason);
                }
                TableDescription table = TableDescription.decode(in, context);
                in.skip(in.remaining());
                return new TableStatus(reason, table);
            },
            (body, out, context) -> {
                out.u8(body.reason).zeros(7);
                body.table.encode(out, context);
            });
}
