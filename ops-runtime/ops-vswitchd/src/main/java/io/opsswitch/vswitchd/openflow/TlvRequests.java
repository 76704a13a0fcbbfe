/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.action.ActionQueries;
import io.opsswitch.openflow.field.TlvLayout;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.extension.TlvMapping;
import io.opsswitch.openflow.message.extension.TlvTableMod;
import io.opsswitch.openflow.message.extension.TlvTableReply;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.vswitchd.table.FlowCriteria;
import io.opsswitch.vswitchd.table.FlowRule;
import java.util.List;

/** Requests about options of tunnels. */
final class TlvRequests {

    private final Endpoint endpoint;

    TlvRequests(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    void register(Dispatcher dispatcher) {
        dispatcher.on(MessageKind.NXT_TLV_TABLE_MOD, Dispatcher.Access.CHANGES, this::change);
        dispatcher.on(MessageKind.NXT_TLV_TABLE_REQUEST, Dispatcher.Access.READS, this::tell);
    }

    private void change(Request request) {
        TlvTableMod mod = request.body(TlvTableMod.class);
        endpoint.tables.lock().lock();
        try {
            switch (mod.command()) {
                case ADD -> endpoint.options.add(mod.mappings());
                case DELETE -> delete(mod.mappings());
                case CLEAR -> delete(endpoint.options.mappings());
            }
            endpoint.tables.changed();
        } finally {
            endpoint.tables.lock().unlock();
        }
    }

    private void delete(List<TlvMapping> mappings) {
        long bits = 0;
        for (TlvMapping mapping : mappings) {
            bits |= 1L << mapping.index();
        }
        long used = 0;
        for (FlowRule rule : endpoint.tables.select(FlowCriteria.all(FlowMod.ALL_TABLES))) {
            long options =
                    rule.match().mask().word(TlvLayout.PRESENT_WORD) | ActionQueries.tunnelOptions(rule.actions());
            used |= options;
            if ((options & bits) != 0) {
                throw new OpenFlowException(
                        OpenFlowError.NXTTMFC_INVALID_TLV_DEL,
                        "a flow of table " + rule.table()
                                + " has to do with an option that is to go, delete the flow first");
            }
        }
        endpoint.options.delete(mappings, used == 0);
    }

    private void tell(Request request) {
        endpoint.reply(
                request,
                MessageKind.NXT_TLV_TABLE_REPLY,
                new TlvTableReply(FlowKey.MAX_TUNNEL_OPTIONS, TlvLayout.FIELDS, endpoint.options.mappings()));
    }
}
