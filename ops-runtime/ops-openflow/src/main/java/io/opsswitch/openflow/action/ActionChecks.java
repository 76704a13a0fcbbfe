/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.Prerequisite;
import io.opsswitch.openflow.field.Subfield;
import io.opsswitch.openflow.match.Match;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks actions against the match of the flow that has them: whether the packets have what is changed, whether ports and
 * tables exist. Follows what the actions do to the packets. For one list of actions.
 */
public final class ActionChecks {

    private static final int PRESENT = FlowField.VLAN_PRESENT;
    /** The type of packets of which nothing is known. */
    private static final long UNKNOWN_PACKET = 0xffffffffL;

    private final FlowKey key;
    private final FlowKey mask;
    private final int maxPorts;
    private final int table;
    private final int tables;
    /** Whether an action does not fit the packets, which only OpenFlow 1.0 lets pass. */
    private boolean isInconsistent;

    private ActionChecks(FlowKey key, FlowKey mask, int maxPorts, int table, int tables) {
        this.key = key;
        this.mask = mask;
        this.maxPorts = maxPorts;
        this.table = table;
        this.tables = tables;
    }

    /**
     * Check actions.
     *
     * @param maxPorts the first number that no port has
     * @param table the table of the flow, 255 if not known
     * @param tables how many tables there are, 255 if not known
     * @param version the version that they came by: OpenFlow 1.0 does not mind some of what does not fit
     * @return the actions, with what they have to know of the flow
     * @throws OpenFlowException if they do not fit
     */
    public static List<OfpAct> check(
            List<OfpAct> actions, Match match, int maxPorts, int table, int tables, OpenFlowVersion version) {
        ActionChecks checks = new ActionChecks(match.value().copy(), match.mask(), maxPorts, table, tables);
        List<OfpAct> result = checks.all(actions);
        if (checks.isInconsistent && version.atLeast(OpenFlowVersion.OF11)) {
            throw inconsistent("an action does not fit the packets of the flow");
        }
        return result;
    }

    private List<OfpAct> all(List<OfpAct> actions) {
        List<OfpAct> result = new ArrayList<>();
        for (OfpAct action : actions) {
            result.add(ActionTable.kind(action).check(action, this));
        }
        return List.copyOf(result);
    }

    /** Check actions within an action; what they do to packets ends with them. */
    List<OfpAct> nested(List<OfpAct> actions) {
        ActionChecks checks = new ActionChecks(key.copy(), mask, maxPorts, table, tables);
        List<OfpAct> result = checks.all(actions);
        isInconsistent |= checks.isInconsistent;
        return result;
    }

    /** Check the actions of an action set, whose packets are not those of the flow. */
    List<OfpAct> later(List<OfpAct> actions) {
        return new ActionChecks(key.copy(), mask, maxPorts, table, tables).all(actions);
    }

    static OpenFlowException inconsistent(String why) {
        return new OpenFlowException(OpenFlowError.OFPBAC_MATCH_INCONSISTENT, why);
    }

    /** Check that bits are within their field. */
    static Subfield subfield(Subfield subfield) {
        if (subfield.bits() == 0
                || subfield.from() + subfield.bits() > subfield.field().bits()) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBAC_BAD_SET_LEN,
                    "bits " + subfield.from() + " to " + (subfield.from() + subfield.bits() - 1) + " of "
                            + subfield.field() + ", which has "
                            + subfield.field().bits());
        }
        return subfield;
    }

    /** Check that bits are within their field, and that it can be written. */
    static Subfield writable(Subfield subfield) {
        subfield(subfield);
        if (!subfield.field().isWritable()) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBAC_BAD_SET_ARGUMENT, "the field " + subfield.field() + " cannot be written");
        }
        return subfield;
    }

    void source(Subfield subfield) {
        subfield(subfield);
        if (!subfield.field().prerequisite().isMet(key, mask)) {
            throw inconsistent("the packets need not have the field " + subfield.field());
        }
    }

    void target(Subfield subfield) {
        source(subfield);
        writable(subfield);
    }

    /** Check that there is a port to send to. */
    static void outputPort(int port, int maxPorts) {
        switch (port) {
            case OfPorts.IN_PORT,
                    OfPorts.TABLE,
                    OfPorts.NORMAL,
                    OfPorts.FLOOD,
                    OfPorts.ALL,
                    OfPorts.CONTROLLER,
                    OfPorts.LOCAL -> {}
            default -> {
                if (port == OfPorts.NONE || port >= maxPorts) {
                    throw new OpenFlowException(OpenFlowError.OFPBAC_BAD_OUT_PORT, "nothing can be sent to " + port);
                }
            }
        }
    }

    void outputPort(int port) {
        outputPort(port, maxPorts);
    }

    /** Check that a port is one that can have queues. */
    static void realPort(int port, int maxPorts) {
        if (port >= maxPorts && port != OfPorts.IN_PORT && port != OfPorts.LOCAL) {
            throw new OpenFlowException(OpenFlowError.OFPBAC_BAD_OUT_PORT, "the port " + port + " has no queues");
        }
    }

    void realPort(int port) {
        realPort(port, maxPorts);
    }

    private boolean hasVlan() {
        return (key.get(FlowField.VLAN_TCI) & PRESENT) != 0;
    }

    /** Note that packets have a tag from here on; return whether they had one. */
    boolean needVlan(boolean isPushing) {
        boolean had = hasVlan();
        isInconsistent |= !had && !isPushing;
        key.set(FlowField.VLAN_TCI, key.get(FlowField.VLAN_TCI) | PRESENT);
        return had;
    }

    void popVlan() {
        isInconsistent |= !hasVlan();
        key.set(FlowField.VLAN_TCI, key.get(FlowField.INNER_VLAN_TCI));
        key.set(FlowField.INNER_VLAN_TCI, 0);
    }

    void pushVlan() {
        if ((key.get(FlowField.INNER_VLAN_TCI) & PRESENT) != 0) {
            throw new OpenFlowException(OpenFlowError.OFPBAC_BAD_TAG, "packets may have two tags of VLANs, not three");
        }
        key.set(FlowField.INNER_VLAN_TCI, key.get(FlowField.VLAN_TCI));
        key.set(FlowField.VLAN_TCI, PRESENT);
    }

    private static boolean isIp(FlowKey key) {
        return Prerequisite.IP.isMet(key, null);
    }

    static OfpAct needIp(OfpAct action, ActionChecks checks) {
        checks.isInconsistent |= !isIp(checks.key);
        return action;
    }

    static OfpAct needIpv4(OfpAct action, ActionChecks checks) {
        checks.isInconsistent |= !Prerequisite.IPV4.isMet(checks.key, null);
        return action;
    }

    static OfpAct needMpls(OfpAct action, ActionChecks checks) {
        checks.isInconsistent |= !Prerequisite.MPLS.isMet(checks.key, null);
        return action;
    }

    /** Note that packets have ports; return the protocol. */
    int needPorts() {
        isInconsistent |= !Prerequisite.TCP.isMet(key, null)
                && !Prerequisite.UDP.isMet(key, null)
                && !Prerequisite.SCTP.isMet(key, null);
        return (int) key.get(FlowField.IP_PROTO);
    }

    void needTcp() {
        isInconsistent |= key.get(FlowField.IP_PROTO) != IpProtocol.TCP;
    }

    void needConnection() {
        if (!Prerequisite.CT.isMet(key, mask)) {
            throw inconsistent("the connection of the packets is not known");
        }
    }

    void encap(int packetType) {
        key.set(FlowField.PACKET_TYPE, packetType);
        if (packetType >>> 16 == 1) {
            key.set(FlowField.ETH_TYPE, packetType & 0xffff);
        }
        if (!isIp(key)) {
            key.set(FlowField.IP_PROTO, 0);
        }
    }

    void decap() {
        boolean isEthernet = key.get(FlowField.PACKET_TYPE) == 0;
        key.set(FlowField.PACKET_TYPE, isEthernet ? 1 << 16 | key.get(FlowField.ETH_TYPE) : UNKNOWN_PACKET);
        if (!isEthernet) {
            key.set(FlowField.ETH_TYPE, 0xffff);
        }
    }

    void pushMpls(int ethType) {
        isInconsistent |= key.get(FlowField.PACKET_TYPE) != 0;
        key.set(FlowField.ETH_TYPE, ethType);
        key.set(FlowField.IP_PROTO, 0);
    }

    void popMpls(int ethType) {
        isInconsistent |= key.get(FlowField.PACKET_TYPE) != 0 || !Prerequisite.MPLS.isMet(key, null);
        key.set(FlowField.ETH_TYPE, ethType);
    }

    /** Check that a field is there to be set; return whether the packets have a tag. */
    boolean setField(OfpAct.SetField action) {
        Field field = action.field();
        if (!field.prerequisite().isMet(key, null) || field == Fields.VLAN_VID && !hasVlan()) {
            throw inconsistent("set_field " + field + " lacks correct prerequisites");
        }
        boolean had = hasVlan();
        if (field == Fields.VLAN_TCI) {
            key.set(FlowField.VLAN_TCI, ByteBits.get(action.value().toArray(), 0, 16));
        }
        return had;
    }

    /** Check that a table is behind that of the flow. */
    void laterTable(int target) {
        if (table != 255 && target <= table || tables != 255 && target >= tables) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBIC_BAD_TABLE_ID, "no way leads from table " + table + " to table " + target);
        }
    }

    /** Return the key as the actions so far have left it; not to be changed. */
    FlowKey key() {
        return key;
    }
}
