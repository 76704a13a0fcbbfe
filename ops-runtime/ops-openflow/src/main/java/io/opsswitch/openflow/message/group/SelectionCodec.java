/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.group;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.wire.Property;
import io.opsswitch.openflow.message.wire.PropertyWriter;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The property of Netronome's that tells how a select group chooses a bucket. */
final class SelectionCodec {

    private static final long NETRONOME = Property.experimenter(0x0000154d, 1);
    /** What Open vSwitch 2.4 wrote instead. */
    private static final long NETRONOME_2_4 = Property.experimenter(0x00001540, 1);

    private static final int METHOD = 16;

    private SelectionCodec() {}

    /** Read properties of a group to the end. */
    static @Nullable Selection read(WireReader in, GroupType type, GroupCommand command, WireContext context) {
        Selection selection = null;
        while (in.remaining() > 0) {
            Property property = Property.pull(in);
            if (property.type() == NETRONOME || property.type() == NETRONOME_2_4) {
                selection = selection(property, type, command);
            } else {
                property.unknown(new WireContext(context.version(), false, context.parts()), "group");
            }
        }
        return selection;
    }

    private static Selection selection(Property property, GroupType type, GroupCommand command) {
        if (type != GroupType.SELECT) {
            throw bad("a selection method is only allowed for select groups");
        }
        if (command != GroupCommand.ADD && command != GroupCommand.MODIFY && command != GroupCommand.ADD_OR_MODIFY) {
            throw bad("a selection method is only allowed where a group is added or changed");
        }
        WireReader value = property.nested();
        byte[] name = value.bytes(METHOD);
        long parameter = value.i64();
        int length = 0;
        while (length < METHOD && name[length] != 0) {
            length++;
        }
        String method = new String(name, 0, length, StandardCharsets.US_ASCII);
        if (!method.equals("hash") && !method.equals("dp_hash")) {
            throw bad("selection method '" + method + "' is not supported");
        }
        byte[] fields = value.rest();
        if (fields.length > 0 && !method.equals("hash")) {
            throw bad("selection method " + method + " does not support fields");
        }
        return new Selection(method, parameter, fields);
    }

    private static OpenFlowException bad(String why) {
        return new OpenFlowException(OpenFlowError.OFPBPC_BAD_VALUE, why);
    }

    static void write(@Nullable Selection selection, WireWriter out) {
        if (selection != null) {
            int start = PropertyWriter.startNested(out, NETRONOME);
            out.text(selection.method(), METHOD).u64(selection.parameter()).bytes(selection.fields());
            PropertyWriter.end(out, start);
        }
    }
}
