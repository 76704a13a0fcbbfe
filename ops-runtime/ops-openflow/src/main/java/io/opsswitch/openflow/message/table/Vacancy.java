/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.table;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.wire.Property;
import io.opsswitch.openflow.message.wire.PropertyWriter;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;

/**
 * When controllers are told that a table fills or empties.
 *
 * @param down told when less than this percentage is free
 * @param up told when more than this percentage is free
 * @param now what percentage is free; 0 in what changes it
 */
public record Vacancy(int down, int up, int now) {

    static final int PROPERTY = 3;
    /** The property for how flows to delete are chosen. */
    static final int EVICTION_PROPERTY = 2;

    private static final int LENGTH = 8;

    static Vacancy read(Property property) {
        WireReader value = property.ofLength(LENGTH).value();
        return new Vacancy(value.u8(), value.u8(), value.u8());
    }

    void write(WireWriter out) {
        int start = PropertyWriter.start(out, PROPERTY);
        out.u8(down).u8(up).u8(now).u8(0);
        PropertyWriter.end(out, start);
    }

    Vacancy checked() {
        if (down > up || down > 100 || up > 100 || now != 0) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBPC_BAD_VALUE,
                    "vacancy down " + down + ", up " + up + ", now " + now
                            + ": down is at most up, up at most 100, and now is 0 in a request");
        }
        return this;
    }
}
