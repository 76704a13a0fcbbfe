/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded;

import static io.opsswitch.embedded.examples.OpenFlowJController.OF13;

import java.util.List;
import org.projectfloodlight.openflow.protocol.OFFlowAdd;
import org.projectfloodlight.openflow.protocol.OFFlowDelete;
import org.projectfloodlight.openflow.protocol.action.OFAction;
import org.projectfloodlight.openflow.protocol.match.Match;
import org.projectfloodlight.openflow.protocol.match.MatchField;
import org.projectfloodlight.openflow.types.OFBufferId;
import org.projectfloodlight.openflow.types.OFGroup;
import org.projectfloodlight.openflow.types.OFPort;
import org.projectfloodlight.openflow.types.TableId;

/** Messages about flows, short. */
final class TestFlows {

    private TestFlows() {}

    static OFAction output(int port) {
        return OF13.actions().output(OFPort.of(port), 0xffff);
    }

    static Match inPort(int port) {
        return OF13.buildMatch().setExact(MatchField.IN_PORT, OFPort.of(port)).build();
    }

    static OFFlowAdd add(int priority, Match match, OFAction... actions) {
        return OF13.buildFlowAdd()
                .setPriority(priority)
                .setBufferId(OFBufferId.NO_BUFFER)
                .setOutPort(OFPort.ANY)
                .setOutGroup(OFGroup.ANY)
                .setMatch(match)
                .setInstructions(List.of(OF13.instructions().applyActions(List.of(actions))))
                .build();
    }

    static OFFlowDelete deleteAll() {
        return OF13.buildFlowDelete()
                .setTableId(TableId.ALL)
                .setOutPort(OFPort.ANY)
                .setOutGroup(OFGroup.ANY)
                .build();
    }
}
