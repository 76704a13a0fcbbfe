/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message;

import static io.opsswitch.openflow.OpenFlowVersion.OF10;
import static io.opsswitch.openflow.OpenFlowVersion.OF11;
import static io.opsswitch.openflow.OpenFlowVersion.OF12;
import static io.opsswitch.openflow.OpenFlowVersion.OF13;
import static io.opsswitch.openflow.OpenFlowVersion.OF14;
import static io.opsswitch.openflow.OpenFlowVersion.OF15;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.bundle.BundleAdd;
import io.opsswitch.openflow.message.bundle.BundleControl;
import io.opsswitch.openflow.message.bundle.ForwardedRequest;
import io.opsswitch.openflow.message.control.AsyncCodec;
import io.opsswitch.openflow.message.control.ErrorMessage;
import io.opsswitch.openflow.message.control.Hello;
import io.opsswitch.openflow.message.control.RoleMessage;
import io.opsswitch.openflow.message.control.RoleStatus;
import io.opsswitch.openflow.message.control.SwitchConfig;
import io.opsswitch.openflow.message.control.SwitchDescription;
import io.opsswitch.openflow.message.control.SwitchFeatures;
import io.opsswitch.openflow.message.extension.ConnectionFlushCodec;
import io.opsswitch.openflow.message.extension.ControllerId;
import io.opsswitch.openflow.message.extension.FlowFormat;
import io.opsswitch.openflow.message.extension.FlowModTableId;
import io.opsswitch.openflow.message.extension.IpfixStats;
import io.opsswitch.openflow.message.extension.PacketInFormat;
import io.opsswitch.openflow.message.extension.TlvTableMod;
import io.opsswitch.openflow.message.extension.TlvTableReply;
import io.opsswitch.openflow.message.flow.AggregateStats;
import io.opsswitch.openflow.message.flow.FlowModCodec;
import io.opsswitch.openflow.message.flow.FlowRemoved;
import io.opsswitch.openflow.message.flow.FlowRequest;
import io.opsswitch.openflow.message.flow.FlowStatsCodec;
import io.opsswitch.openflow.message.group.GroupDescription;
import io.opsswitch.openflow.message.group.GroupFeatures;
import io.opsswitch.openflow.message.group.GroupModCodec;
import io.opsswitch.openflow.message.group.GroupRequest;
import io.opsswitch.openflow.message.group.GroupStats;
import io.opsswitch.openflow.message.meter.MeterConfig;
import io.opsswitch.openflow.message.meter.MeterFeatures;
import io.opsswitch.openflow.message.meter.MeterMod;
import io.opsswitch.openflow.message.meter.MeterRequest;
import io.opsswitch.openflow.message.meter.MeterStats;
import io.opsswitch.openflow.message.monitor.FlowUpdateCodec;
import io.opsswitch.openflow.message.monitor.MonitorCancel;
import io.opsswitch.openflow.message.monitor.MonitorRequest;
import io.opsswitch.openflow.message.packet.PacketIn2Codec;
import io.opsswitch.openflow.message.packet.PacketInCodec;
import io.opsswitch.openflow.message.packet.PacketOut;
import io.opsswitch.openflow.message.port.PortDescription;
import io.opsswitch.openflow.message.port.PortMod;
import io.opsswitch.openflow.message.port.PortRequest;
import io.opsswitch.openflow.message.port.PortStatsCodec;
import io.opsswitch.openflow.message.port.PortStatus;
import io.opsswitch.openflow.message.queue.QueueConfigCodec;
import io.opsswitch.openflow.message.queue.QueueRequest;
import io.opsswitch.openflow.message.queue.QueueStats;
import io.opsswitch.openflow.message.table.TableDescription;
import io.opsswitch.openflow.message.table.TableFeaturesCodec;
import io.opsswitch.openflow.message.table.TableMod;
import io.opsswitch.openflow.message.table.TableStatsCodec;
import io.opsswitch.openflow.message.table.TableStatus;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.Empty;
import io.opsswitch.openflow.message.wire.RawBytes;
import java.util.List;

/**
 * The one table of the forms that messages have on the wire. A form's name tells its family, the first version in which it
 * differs from an earlier one, and, for statistics, its direction; its columns are
 *
 * <ul>
 *   <li>the first and the last version that have it;
 *   <li>its number: the type, the number of the statistics, or the experimenter's subtype;
 *   <li>the bytes of its body, and of what multiple of bytes more may follow: 0 for none;
 *   <li>what it means;
 *   <li>what reads and writes its body.
 * </ul>
 */
public enum MessageForm {
    OFPT_HELLO(OF10, OF15, 0, 0, 1, MessageKind.HELLO, Hello.CODEC),
    OFPT_ERROR(OF10, OF15, 1, 4, 1, MessageKind.ERROR, ErrorMessage.CODEC),
    OFPT_ECHO_REQUEST(OF10, OF15, 2, 0, 1, MessageKind.ECHO_REQUEST, RawBytes.CODEC),
    OFPT_ECHO_REPLY(OF10, OF15, 3, 0, 1, MessageKind.ECHO_REPLY, RawBytes.CODEC),
    OFPT_FEATURES_REQUEST(OF10, OF15, 5, 0, 0, MessageKind.FEATURES_REQUEST, Empty.CODEC),
    OFPT10_FEATURES_REPLY(OF10, OF10, 6, 24, 48, MessageKind.FEATURES_REPLY, SwitchFeatures.CODEC),
    OFPT11_FEATURES_REPLY(OF11, OF12, 6, 24, 64, MessageKind.FEATURES_REPLY, SwitchFeatures.CODEC),
    OFPT13_FEATURES_REPLY(OF13, OF15, 6, 24, 0, MessageKind.FEATURES_REPLY, SwitchFeatures.CODEC),
    OFPT_GET_CONFIG_REQUEST(OF10, OF15, 7, 0, 0, MessageKind.GET_CONFIG_REQUEST, Empty.CODEC),
    OFPT_GET_CONFIG_REPLY(OF10, OF15, 8, 4, 0, MessageKind.GET_CONFIG_REPLY, SwitchConfig.REPLY),
    OFPT_SET_CONFIG(OF10, OF15, 9, 4, 0, MessageKind.SET_CONFIG, SwitchConfig.SET),
    OFPT10_PACKET_IN(OF10, OF10, 10, 10, 1, MessageKind.PACKET_IN, PacketInCodec.OF10),
    OFPT11_PACKET_IN(OF11, OF11, 10, 16, 1, MessageKind.PACKET_IN, PacketInCodec.OF11),
    OFPT12_PACKET_IN(OF12, OF12, 10, 8, 1, MessageKind.PACKET_IN, PacketInCodec.OF12),
    OFPT13_PACKET_IN(OF13, OF15, 10, 16, 1, MessageKind.PACKET_IN, PacketInCodec.OF12),
    NXT_PACKET_IN(OF10, OF15, 17, 24, 1, MessageKind.PACKET_IN, PacketInCodec.NICIRA),
    NXT_PACKET_IN2(OF10, OF15, 30, 0, 8, MessageKind.PACKET_IN, PacketIn2Codec.CODEC),
    OFPT10_FLOW_REMOVED(OF10, OF10, 11, 80, 0, MessageKind.FLOW_REMOVED, FlowRemoved.OF10),
    OFPT11_FLOW_REMOVED(OF11, OF14, 11, 40, 8, MessageKind.FLOW_REMOVED, FlowRemoved.OF11),
    OFPT15_FLOW_REMOVED(OF15, OF15, 11, 16, 8, MessageKind.FLOW_REMOVED, FlowRemoved.OF15),
    NXT_FLOW_REMOVED(OF10, OF15, 14, 40, 8, MessageKind.FLOW_REMOVED, FlowRemoved.NICIRA),
    OFPT10_PORT_STATUS(OF10, OF10, 12, 56, 0, MessageKind.PORT_STATUS, PortStatus.CODEC),
    OFPT11_PORT_STATUS(OF11, OF13, 12, 72, 0, MessageKind.PORT_STATUS, PortStatus.CODEC),
    OFPT14_PORT_STATUS(OF14, OF15, 12, 48, 8, MessageKind.PORT_STATUS, PortStatus.CODEC),
    OFPT10_PACKET_OUT(OF10, OF10, 13, 8, 1, MessageKind.PACKET_OUT, PacketOut.CODEC),
    OFPT11_PACKET_OUT(OF11, OF14, 13, 16, 1, MessageKind.PACKET_OUT, PacketOut.CODEC),
    OFPT15_PACKET_OUT(OF15, OF15, 13, 8, 1, MessageKind.PACKET_OUT, PacketOut.CODEC),
    OFPT10_FLOW_MOD(OF10, OF10, 14, 64, 8, MessageKind.FLOW_MOD, FlowModCodec.OF10),
    OFPT11_FLOW_MOD(OF11, OF15, 14, 40, 8, MessageKind.FLOW_MOD, FlowModCodec.OF11),
    NXT_FLOW_MOD(OF10, OF15, 13, 32, 8, MessageKind.FLOW_MOD, FlowModCodec.NICIRA),
    NXT_GROUP_MOD(OF10, OF10, 31, 16, 8, MessageKind.GROUP_MOD, GroupModCodec.OF15),
    OFPT11_GROUP_MOD(OF11, OF14, 15, 8, 8, MessageKind.GROUP_MOD, GroupModCodec.OF11),
    OFPT15_GROUP_MOD(OF15, OF15, 15, 16, 8, MessageKind.GROUP_MOD, GroupModCodec.OF15),
    OFPT10_PORT_MOD(OF10, OF10, 15, 24, 0, MessageKind.PORT_MOD, PortMod.CODEC),
    OFPT11_PORT_MOD(OF11, OF13, 16, 32, 0, MessageKind.PORT_MOD, PortMod.CODEC),
    OFPT14_PORT_MOD(OF14, OF15, 16, 24, 8, MessageKind.PORT_MOD, PortMod.CODEC),
    OFPT11_TABLE_MOD(OF11, OF13, 17, 8, 0, MessageKind.TABLE_MOD, TableMod.CODEC),
    OFPT14_TABLE_MOD(OF14, OF15, 17, 8, 8, MessageKind.TABLE_MOD, TableMod.CODEC),
    OFPT10_BARRIER_REQUEST(OF10, OF10, 18, 0, 0, MessageKind.BARRIER_REQUEST, Empty.CODEC),
    OFPT11_BARRIER_REQUEST(OF11, OF15, 20, 0, 0, MessageKind.BARRIER_REQUEST, Empty.CODEC),
    OFPT10_BARRIER_REPLY(OF10, OF10, 19, 0, 0, MessageKind.BARRIER_REPLY, Empty.CODEC),
    OFPT11_BARRIER_REPLY(OF11, OF15, 21, 0, 0, MessageKind.BARRIER_REPLY, Empty.CODEC),
    OFPT10_QUEUE_GET_CONFIG_REQUEST(OF10, OF10, 20, 4, 0, MessageKind.QUEUE_GET_CONFIG_REQUEST, QueueRequest.CONFIG),
    OFPT11_QUEUE_GET_CONFIG_REQUEST(OF11, OF13, 22, 8, 0, MessageKind.QUEUE_GET_CONFIG_REQUEST, QueueRequest.CONFIG),
    OFPT10_QUEUE_GET_CONFIG_REPLY(OF10, OF10, 21, 8, 8, MessageKind.QUEUE_GET_CONFIG_REPLY, QueueConfigCodec.CONFIG),
    OFPT11_QUEUE_GET_CONFIG_REPLY(OF11, OF13, 23, 8, 8, MessageKind.QUEUE_GET_CONFIG_REPLY, QueueConfigCodec.CONFIG),
    OFPT12_ROLE_REQUEST(OF12, OF15, 24, 16, 0, MessageKind.ROLE_REQUEST, RoleMessage.REQUEST),
    NXT_ROLE_REQUEST(OF10, OF15, 10, 4, 0, MessageKind.ROLE_REQUEST, RoleMessage.NICIRA),
    OFPT12_ROLE_REPLY(OF12, OF15, 25, 16, 0, MessageKind.ROLE_REPLY, RoleMessage.REPLY),
    NXT_ROLE_REPLY(OF10, OF15, 11, 4, 0, MessageKind.ROLE_REPLY, RoleMessage.NICIRA),
    OFPT13_GET_ASYNC_REQUEST(OF13, OF13, 26, 0, 0, MessageKind.GET_ASYNC_REQUEST, Empty.CODEC),
    OFPT14_GET_ASYNC_REQUEST(OF14, OF15, 26, 0, 0, MessageKind.GET_ASYNC_REQUEST, Empty.CODEC),
    OFPT13_GET_ASYNC_REPLY(OF13, OF13, 27, 24, 0, MessageKind.GET_ASYNC_REPLY, AsyncCodec.MASKS),
    OFPT14_GET_ASYNC_REPLY(OF14, OF15, 27, 0, 8, MessageKind.GET_ASYNC_REPLY, AsyncCodec.PROPERTIES),
    OFPT13_SET_ASYNC(OF13, OF13, 28, 24, 0, MessageKind.SET_ASYNC_CONFIG, AsyncCodec.MASKS),
    OFPT14_SET_ASYNC(OF14, OF15, 28, 0, 8, MessageKind.SET_ASYNC_CONFIG, AsyncCodec.PROPERTIES),
    NXT_SET_ASYNC_CONFIG(OF10, OF15, 19, 24, 0, MessageKind.SET_ASYNC_CONFIG, AsyncCodec.MASKS),
    NXT_SET_ASYNC_CONFIG2(OF10, OF13, 27, 0, 8, MessageKind.SET_ASYNC_CONFIG, AsyncCodec.PROPERTIES),
    OFPT13_METER_MOD(OF13, OF15, 29, 8, 8, MessageKind.METER_MOD, MeterMod.CODEC),
    ONFT13_ROLE_STATUS(OF13, OF13, 1911, 16, 8, MessageKind.ROLE_STATUS, RoleStatus.CODEC),
    OFPT14_ROLE_STATUS(OF14, OF15, 30, 16, 8, MessageKind.ROLE_STATUS, RoleStatus.CODEC),
    OFPT14_TABLE_STATUS(OF14, OF15, 31, 8, 8, MessageKind.TABLE_STATUS, TableStatus.CODEC),
    NXT_REQUESTFORWARD(OF10, OF12, 132, 8, 8, MessageKind.REQUESTFORWARD, ForwardedRequest.CODEC),
    ONFT13_REQUESTFORWARD(OF13, OF13, 2350, 8, 8, MessageKind.REQUESTFORWARD, ForwardedRequest.CODEC),
    OFPT14_REQUESTFORWARD(OF14, OF15, 32, 8, 8, MessageKind.REQUESTFORWARD, ForwardedRequest.CODEC),
    OFPT14_BUNDLE_CONTROL(OF14, OF15, 33, 8, 8, MessageKind.BUNDLE_CONTROL, BundleControl.CODEC),
    ONFT13_BUNDLE_CONTROL(OF13, OF13, 2300, 8, 8, MessageKind.BUNDLE_CONTROL, BundleControl.CODEC),
    OFPT14_BUNDLE_ADD_MESSAGE(OF14, OF15, 34, 8, 1, MessageKind.BUNDLE_ADD_MESSAGE, BundleAdd.CODEC),
    ONFT13_BUNDLE_ADD_MESSAGE(OF13, OF13, 2301, 8, 1, MessageKind.BUNDLE_ADD_MESSAGE, BundleAdd.CODEC),
    OFPST_DESC_REQUEST(OF10, OF15, 0, 0, 0, MessageKind.DESC_STATS_REQUEST, Empty.CODEC),
    OFPST_DESC_REPLY(OF10, OF15, 0, 1056, 0, MessageKind.DESC_STATS_REPLY, SwitchDescription.CODEC),
    OFPST10_FLOW_REQUEST(OF10, OF10, 1, 44, 0, MessageKind.FLOW_STATS_REQUEST, FlowRequest.OF10),
    OFPST11_FLOW_REQUEST(OF11, OF15, 1, 32, 8, MessageKind.FLOW_STATS_REQUEST, FlowRequest.OF11),
    NXST_FLOW_REQUEST(OF10, OF10, 0, 8, 8, MessageKind.FLOW_STATS_REQUEST, FlowRequest.NICIRA),
    OFPST10_FLOW_REPLY(OF10, OF10, 1, 0, 1, MessageKind.FLOW_STATS_REPLY, FlowStatsCodec.OF10),
    OFPST11_FLOW_REPLY(OF11, OF12, 1, 0, 1, MessageKind.FLOW_STATS_REPLY, FlowStatsCodec.OF11),
    OFPST13_FLOW_REPLY(OF13, OF14, 1, 0, 1, MessageKind.FLOW_STATS_REPLY, FlowStatsCodec.OF11),
    OFPST15_FLOW_REPLY(OF15, OF15, 1, 0, 1, MessageKind.FLOW_STATS_REPLY, FlowStatsCodec.OF15),
    NXST_FLOW_REPLY(OF10, OF10, 0, 0, 1, MessageKind.FLOW_STATS_REPLY, FlowStatsCodec.NICIRA),
    OFPST10_AGGREGATE_REQUEST(OF10, OF10, 2, 44, 0, MessageKind.AGGREGATE_STATS_REQUEST, FlowRequest.OF10),
    OFPST11_AGGREGATE_REQUEST(OF11, OF14, 2, 32, 8, MessageKind.AGGREGATE_STATS_REQUEST, FlowRequest.OF11),
    OFPST15_AGGREGATE_REQUEST(OF15, OF15, 2, 32, 8, MessageKind.AGGREGATE_STATS_REQUEST, FlowRequest.OF11),
    NXST_AGGREGATE_REQUEST(OF10, OF10, 1, 8, 8, MessageKind.AGGREGATE_STATS_REQUEST, FlowRequest.NICIRA),
    OFPST_AGGREGATE_REPLY(OF10, OF14, 2, 24, 0, MessageKind.AGGREGATE_STATS_REPLY, AggregateStats.FIXED),
    OFPST15_AGGREGATE_REPLY(OF15, OF15, 2, 0, 1, MessageKind.AGGREGATE_STATS_REPLY, AggregateStats.OF15),
    NXST_AGGREGATE_REPLY(OF10, OF10, 1, 24, 0, MessageKind.AGGREGATE_STATS_REPLY, AggregateStats.FIXED),
    OFPST_TABLE_REQUEST(OF10, OF15, 3, 0, 0, MessageKind.TABLE_STATS_REQUEST, Empty.CODEC),
    OFPST10_TABLE_REPLY(OF10, OF10, 3, 0, 64, MessageKind.TABLE_STATS_REPLY, TableStatsCodec.CODEC),
    OFPST11_TABLE_REPLY(OF11, OF11, 3, 0, 88, MessageKind.TABLE_STATS_REPLY, TableStatsCodec.CODEC),
    OFPST12_TABLE_REPLY(OF12, OF12, 3, 0, 128, MessageKind.TABLE_STATS_REPLY, TableStatsCodec.CODEC),
    OFPST13_TABLE_REPLY(OF13, OF15, 3, 0, 24, MessageKind.TABLE_STATS_REPLY, TableStatsCodec.CODEC),
    OFPST10_PORT_REQUEST(OF10, OF10, 4, 8, 0, MessageKind.PORT_STATS_REQUEST, PortRequest.CODEC),
    OFPST11_PORT_REQUEST(OF11, OF15, 4, 8, 0, MessageKind.PORT_STATS_REQUEST, PortRequest.CODEC),
    OFPST10_PORT_REPLY(OF10, OF10, 4, 0, 104, MessageKind.PORT_STATS_REPLY, PortStatsCodec.CODEC),
    OFPST11_PORT_REPLY(OF11, OF12, 4, 0, 104, MessageKind.PORT_STATS_REPLY, PortStatsCodec.CODEC),
    OFPST13_PORT_REPLY(OF13, OF13, 4, 0, 112, MessageKind.PORT_STATS_REPLY, PortStatsCodec.CODEC),
    OFPST14_PORT_REPLY(OF14, OF15, 4, 0, 8, MessageKind.PORT_STATS_REPLY, PortStatsCodec.CODEC),
    OFPST10_QUEUE_REQUEST(OF10, OF10, 5, 8, 0, MessageKind.QUEUE_STATS_REQUEST, QueueRequest.STATS),
    OFPST11_QUEUE_REQUEST(OF11, OF15, 5, 8, 0, MessageKind.QUEUE_STATS_REQUEST, QueueRequest.STATS),
    OFPST10_QUEUE_REPLY(OF10, OF10, 5, 0, 32, MessageKind.QUEUE_STATS_REPLY, QueueStats.REPLY),
    OFPST11_QUEUE_REPLY(OF11, OF12, 5, 0, 32, MessageKind.QUEUE_STATS_REPLY, QueueStats.REPLY),
    OFPST13_QUEUE_REPLY(OF13, OF13, 5, 0, 40, MessageKind.QUEUE_STATS_REPLY, QueueStats.REPLY),
    OFPST14_QUEUE_REPLY(OF14, OF15, 5, 0, 8, MessageKind.QUEUE_STATS_REPLY, QueueStats.REPLY),
    NXST_GROUP_REQUEST(OF10, OF10, 7, 8, 0, MessageKind.GROUP_STATS_REQUEST, GroupRequest.CODEC),
    OFPST11_GROUP_REQUEST(OF11, OF15, 6, 8, 0, MessageKind.GROUP_STATS_REQUEST, GroupRequest.CODEC),
    NXST_GROUP_REPLY(OF10, OF10, 7, 0, 8, MessageKind.GROUP_STATS_REPLY, GroupStats.REPLY13),
    OFPST11_GROUP_REPLY(OF11, OF12, 6, 0, 8, MessageKind.GROUP_STATS_REPLY, GroupStats.REPLY11),
    OFPST13_GROUP_REPLY(OF13, OF15, 6, 0, 8, MessageKind.GROUP_STATS_REPLY, GroupStats.REPLY13),
    NXST_GROUP_DESC_REQUEST(OF10, OF10, 8, 8, 0, MessageKind.GROUP_DESC_STATS_REQUEST, GroupRequest.CODEC),
    OFPST11_GROUP_DESC_REQUEST(OF11, OF14, 7, 0, 0, MessageKind.GROUP_DESC_STATS_REQUEST, GroupRequest.ALL),
    OFPST15_GROUP_DESC_REQUEST(OF15, OF15, 7, 8, 0, MessageKind.GROUP_DESC_STATS_REQUEST, GroupRequest.CODEC),
    NXST_GROUP_DESC_REPLY(OF10, OF10, 8, 0, 8, MessageKind.GROUP_DESC_STATS_REPLY, GroupDescription.REPLY),
    OFPST11_GROUP_DESC_REPLY(OF11, OF15, 7, 0, 8, MessageKind.GROUP_DESC_STATS_REPLY, GroupDescription.REPLY),
    NXST_GROUP_FEATURES_REQUEST(OF10, OF11, 9, 0, 0, MessageKind.GROUP_FEATURES_STATS_REQUEST, Empty.CODEC),
    OFPST12_GROUP_FEATURES_REQUEST(OF12, OF15, 8, 0, 0, MessageKind.GROUP_FEATURES_STATS_REQUEST, Empty.CODEC),
    NXST_GROUP_FEATURES_REPLY(OF10, OF11, 9, 40, 0, MessageKind.GROUP_FEATURES_STATS_REPLY, GroupFeatures.CODEC),
    OFPST12_GROUP_FEATURES_REPLY(OF12, OF15, 8, 40, 0, MessageKind.GROUP_FEATURES_STATS_REPLY, GroupFeatures.CODEC),
    OFPST13_METER_REQUEST(OF13, OF15, 9, 8, 0, MessageKind.METER_STATS_REQUEST, MeterRequest.CODEC),
    OFPST13_METER_REPLY(OF13, OF15, 9, 0, 8, MessageKind.METER_STATS_REPLY, MeterStats.REPLY),
    OFPST13_METER_CONFIG_REQUEST(OF13, OF15, 10, 8, 0, MessageKind.METER_CONFIG_STATS_REQUEST, MeterRequest.CODEC),
    OFPST13_METER_CONFIG_REPLY(OF13, OF15, 10, 0, 8, MessageKind.METER_CONFIG_STATS_REPLY, MeterConfig.REPLY),
    OFPST13_METER_FEATURES_REQUEST(OF13, OF15, 11, 0, 0, MessageKind.METER_FEATURES_STATS_REQUEST, Empty.CODEC),
    OFPST13_METER_FEATURES_REPLY(OF13, OF15, 11, 16, 0, MessageKind.METER_FEATURES_STATS_REPLY, MeterFeatures.CODEC),
    OFPST13_TABLE_FEATURES_REQUEST(
            OF13, OF15, 12, 0, 8, MessageKind.TABLE_FEATURES_STATS_REQUEST, TableFeaturesCodec.CODEC),
    OFPST13_TABLE_FEATURES_REPLY(
            OF13, OF15, 12, 64, 8, MessageKind.TABLE_FEATURES_STATS_REPLY, TableFeaturesCodec.CODEC),
    OFPST14_TABLE_DESC_REQUEST(OF14, OF15, 14, 0, 0, MessageKind.TABLE_DESC_REQUEST, Empty.CODEC),
    OFPST14_TABLE_DESC_REPLY(OF14, OF15, 14, 8, 8, MessageKind.TABLE_DESC_REPLY, TableDescription.REPLY),
    OFPST10_PORT_DESC_REQUEST(OF10, OF14, 13, 0, 0, MessageKind.PORT_DESC_STATS_REQUEST, PortRequest.ALL),
    OFPST15_PORT_DESC_REQUEST(OF15, OF15, 13, 8, 0, MessageKind.PORT_DESC_STATS_REQUEST, PortRequest.CODEC),
    OFPST10_PORT_DESC_REPLY(OF10, OF10, 13, 0, 48, MessageKind.PORT_DESC_STATS_REPLY, PortDescription.REPLY),
    OFPST11_PORT_DESC_REPLY(OF11, OF13, 13, 0, 64, MessageKind.PORT_DESC_STATS_REPLY, PortDescription.REPLY),
    OFPST14_PORT_DESC_REPLY(OF14, OF15, 13, 0, 8, MessageKind.PORT_DESC_STATS_REPLY, PortDescription.REPLY),
    OFPST14_QUEUE_DESC_REQUEST(OF14, OF15, 15, 8, 0, MessageKind.QUEUE_GET_CONFIG_REQUEST, QueueRequest.DESCRIPTION),
    OFPST14_QUEUE_DESC_REPLY(OF14, OF15, 15, 0, 8, MessageKind.QUEUE_GET_CONFIG_REPLY, QueueConfigCodec.DESCRIPTION),
    OFPST14_FLOW_MONITOR_REQUEST(OF14, OF15, 16, 0, 8, MessageKind.FLOW_MONITOR_STATS_REQUEST, MonitorRequest.OF14),
    ONFST13_FLOW_MONITOR_REQUEST(OF13, OF13, 1870, 0, 8, MessageKind.FLOW_MONITOR_STATS_REQUEST, MonitorRequest.ONF),
    NXST_FLOW_MONITOR_REQUEST(OF10, OF12, 2, 0, 8, MessageKind.FLOW_MONITOR_STATS_REQUEST, MonitorRequest.NICIRA),
    OFPST14_FLOW_MONITOR_REPLY(OF14, OF15, 16, 0, 8, MessageKind.FLOW_MONITOR_STATS_REPLY, FlowUpdateCodec.OF14),
    ONFST13_FLOW_MONITOR_REPLY(OF13, OF13, 1870, 0, 8, MessageKind.FLOW_MONITOR_STATS_REPLY, FlowUpdateCodec.NICIRA),
    NXST_FLOW_MONITOR_REPLY(OF10, OF12, 2, 0, 8, MessageKind.FLOW_MONITOR_STATS_REPLY, FlowUpdateCodec.NICIRA),
    ONFT13_FLOW_MONITOR_CANCEL(OF13, OF13, 1870, 4, 0, MessageKind.FLOW_MONITOR_CANCEL, MonitorCancel.CODEC),
    NXT_FLOW_MONITOR_CANCEL(OF10, OF12, 21, 4, 0, MessageKind.FLOW_MONITOR_CANCEL, MonitorCancel.CODEC),
    ONFT13_FLOW_MONITOR_PAUSED(OF13, OF13, 1871, 0, 0, MessageKind.FLOW_MONITOR_PAUSED, Empty.CODEC),
    NXT_FLOW_MONITOR_PAUSED(OF10, OF12, 22, 0, 0, MessageKind.FLOW_MONITOR_PAUSED, Empty.CODEC),
    ONFT13_FLOW_MONITOR_RESUMED(OF13, OF13, 1872, 0, 0, MessageKind.FLOW_MONITOR_RESUMED, Empty.CODEC),
    NXT_FLOW_MONITOR_RESUMED(OF10, OF12, 23, 0, 0, MessageKind.FLOW_MONITOR_RESUMED, Empty.CODEC),
    NXT_SET_FLOW_FORMAT(OF10, OF10, 12, 4, 0, MessageKind.SET_FLOW_FORMAT, FlowFormat.CODEC),
    NXT_FLOW_MOD_TABLE_ID(OF10, OF15, 15, 8, 0, MessageKind.FLOW_MOD_TABLE_ID, FlowModTableId.CODEC),
    NXT_SET_PACKET_IN_FORMAT(OF10, OF15, 16, 4, 0, MessageKind.SET_PACKET_IN_FORMAT, PacketInFormat.CODEC),
    NXT_FLOW_AGE(OF10, OF15, 18, 0, 0, MessageKind.FLOW_AGE, Empty.CODEC),
    NXT_SET_CONTROLLER_ID(OF10, OF15, 20, 8, 0, MessageKind.SET_CONTROLLER_ID, ControllerId.CODEC),
    NXT_TLV_TABLE_MOD(OF10, OF15, 24, 8, 8, MessageKind.NXT_TLV_TABLE_MOD, TlvTableMod.CODEC),
    NXT_TLV_TABLE_REQUEST(OF10, OF15, 25, 0, 0, MessageKind.NXT_TLV_TABLE_REQUEST, Empty.CODEC),
    NXT_TLV_TABLE_REPLY(OF10, OF15, 26, 16, 8, MessageKind.NXT_TLV_TABLE_REPLY, TlvTableReply.CODEC),
    NXT_RESUME(OF10, OF15, 28, 0, 8, MessageKind.NXT_RESUME, PacketIn2Codec.CODEC),
    NXT_CT_FLUSH_ZONE(OF10, OF15, 29, 8, 0, MessageKind.CT_FLUSH_ZONE, ControllerId.CODEC),
    NXT_CT_FLUSH(OF10, OF15, 32, 8, 8, MessageKind.CT_FLUSH, ConnectionFlushCodec.CODEC),
    NXST_IPFIX_BRIDGE_REQUEST(OF10, OF15, 3, 0, 0, MessageKind.IPFIX_BRIDGE_STATS_REQUEST, Empty.CODEC),
    NXST_IPFIX_BRIDGE_REPLY(OF10, OF15, 3, 88, 0, MessageKind.IPFIX_BRIDGE_STATS_REPLY, IpfixStats.CODEC),
    NXST_IPFIX_FLOW_REQUEST(OF10, OF15, 4, 0, 0, MessageKind.IPFIX_FLOW_STATS_REQUEST, Empty.CODEC),
    NXST_IPFIX_FLOW_REPLY(OF10, OF15, 4, 0, 88, MessageKind.IPFIX_FLOW_STATS_REPLY, IpfixStats.CODEC);

    private static final List<MessageForm> ALL = List.of(values());

    private final Family family;
    private final String text;
    private final OpenFlowVersion first;
    private final OpenFlowVersion last;
    private final int number;
    private final int bodyLength;
    private final int multiple;
    private final MessageKind kind;
    private final BodyCodec<? extends Body> codec;

    MessageForm(
            OpenFlowVersion first,
            OpenFlowVersion last,
            int number,
            int bodyLength,
            int multiple,
            MessageKind kind,
            BodyCodec<? extends Body> codec) {
        int end = name().indexOf('_');
        String prefix = name().substring(0, end);
        this.family = Family.valueOf(prefix.replaceAll("\\d", ""));
        this.text = family.name()
                + name().substring(end).replaceAll(family.isStatistics() ? "_(REQUEST|REPLY)$" : "$^", "");
        this.first = first;
        this.last = last;
        this.number = number;
        this.bodyLength = bodyLength;
        this.multiple = multiple;
        this.kind = kind;
        this.codec = codec;
    }

    /** Return the name that {@code ovs-ofctl} prints: without versions, and with the direction of statistics. */
    public String text() {
        return isStatistics() ? text + (isReply() ? " reply" : " request") : text;
    }

    /** Return what it means. */
    public MessageKind kind() {
        return kind;
    }

    /** Return whether a version has it. */
    public boolean isIn(OpenFlowVersion version) {
        return version.atLeast(first) && last.atLeast(version);
    }

    /** Return whether it is a request for statistics or a reply to one, which may come in several parts. */
    public boolean isStatistics() {
        return family.isStatistics();
    }

    /** Return whether it is a reply to a request for statistics. */
    public boolean isReply() {
        return isStatistics() && name().endsWith("_REPLY");
    }

    /** Return the form of a kind in a version; the protocol's own before those of experimenters. */
    public static MessageForm of(MessageKind kind, OpenFlowVersion version) {
        for (MessageForm form : ALL) {
            if (form.kind == kind && form.isIn(version)) {
                return form;
            }
        }
        throw new IllegalArgumentException(version.text() + " has no " + kind);
    }

    /** Return the form of the replies to requests of this one in a version. */
    public MessageForm reply(OpenFlowVersion version) {
        for (MessageForm form : ALL) {
            if (form.isReply() && form.family == family && form.number == number && form.isIn(version)) {
                return form;
            }
        }
        throw new IllegalArgumentException(this + " has no replies");
    }

    Family family() {
        return family;
    }

    int number() {
        return number;
    }

    int type(OpenFlowVersion version) {
        if (isStatistics()) {
            return Family.statisticsType(version) + (isReply() ? 1 : 0);
        }
        return family.vendor() == 0 ? number : Family.EXPERIMENTER_TYPE;
    }

    BodyCodec<? extends Body> codec() {
        return codec;
    }

    int bodyLength() {
        return bodyLength;
    }

    int multiple() {
        return multiple;
    }

    boolean allows(int length) {
        int more = length - bodyLength;
        return more >= 0 && (multiple == 0 ? more == 0 : more % multiple == 0);
    }

    void checkLength(int length) {
        if (!allows(length)) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBRC_BAD_LEN,
                    "received " + text() + " with a body of incorrect length " + length + " (expected " + bodyLength
                            + (multiple == 0 ? "" : " or longer by a multiple of " + multiple) + " bytes)");
        }
    }
}
