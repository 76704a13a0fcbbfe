/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.alltables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.client.OvsdbClient;
import io.opsswitch.ovsdb.client.OvsdbClientException;
import io.opsswitch.ovsdb.client.OvsdbClients;
import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.ReplicaChange;
import io.opsswitch.ovsdb.client.ReplicaListener;
import io.opsswitch.ovsdb.client.RowChange;
import io.opsswitch.ovsdb.client.TransactionResult;
import io.opsswitch.ovsdb.client.typed.RowReference;
import io.opsswitch.ovsdb.client.typed.TypedChange;
import io.opsswitch.ovsdb.client.typed.TypedTransaction;
import io.opsswitch.ovsdb.server.OvsdbServer;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import io.opsswitch.schema.SchemaSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The generated classes on a real server, with the whole schema and with a pruned one. */
@Timeout(60)
class TypedRowsTest implements ReplicaListener {

    @TempDir
    Path folder;

    private OvsdbServer server;
    private OvsdbClient client;
    private final List<TypedChange<Bridge>> changes = new CopyOnWriteArrayList<>();

    /** Start with what is left of the schema when only these features are on; null for all of it. */
    private void start(Set<String> features, Map<String, Set<String>> tables) throws Exception {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        Path schema = Path.of("../ops-image/src/main/schema/vswitch.extschema");
        byte[] ovsschema = SchemaSource.read(schema, null, null).build(features).ovsschema();
        Path file = folder.resolve("conf.db");
        DatabaseFile.create(
                file, DatabaseSchema.parse(JsonParser.parse(new String(ovsschema, StandardCharsets.UTF_8))));
        server = new OvsdbServer();
        server.addDatabase(file);
        server.addRemote("punix:" + folder.resolve("s"));
        client = OvsdbClients.connect("unix:" + folder.resolve("s"), OpenVSwitchDatabase.NAME, tables, this);
        await().until(() -> client.replica() != null);
    }

    @Override
    public void changed(Replica replica) {}

    @Override
    public void changed(ReplicaChange change) {
        changes.addAll(Bridge.TYPE.changes(change));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    private TypedTransaction transaction() {
        return TypedTransaction.of(client.transaction());
    }

    private Replica commit(TypedTransaction transaction) throws Exception {
        transaction.commit().get(20, TimeUnit.SECONDS);
        return client.replica();
    }

    /** Insert a bridge with a port of one interface, and with a QoS with a queue. */
    private Bridge insertBridge() throws Exception {
        TypedTransaction transaction = transaction();
        RowReference<Port> port = Port.insert(transaction)
                .name("br0")
                .tag(7)
                .trunks(List.of(5L, 3L))
                .interfaces(Interface.insert(transaction)
                        .name("br0")
                        .type("internal")
                        .putInOptions("a", "1")
                        .putInOptions("b", "2")
                        .removeFromOptions("a"))
                .qos(QoS.insert(transaction)
                        .type("linux-htb")
                        .putInQueues(4, Queue.insert(transaction).dscp(12)));
        RowReference<Bridge> bridge = Bridge.insert(transaction)
                .name("br0")
                .failMode(Bridge.FailMode.SECURE)
                .ports(port)
                .protocols(Bridge.Protocols.OPENFLOW10, Bridge.Protocols.OPENFLOW13)
                .otherConfig(Map.of("x", "y"));
        OpenVSwitch.insert(transaction).bridges(List.of(bridge)).nextCfg(1);
        return Bridge.find(commit(transaction.comment("test")), bridge.uuid());
    }

    @Test
    void readsWhatWasWrittenAndFollowsReferences() throws Exception {
        start(null, OpenVSwitchDatabase.TABLES);
        Bridge bridge = insertBridge();
        Replica replica = client.replica();
        assertThat(bridge.name()).isEqualTo("br0");
        assertThat(bridge.failMode()).isEqualTo("secure");
        assertThat(bridge.failMode("standalone")).isEqualTo("secure");
        assertThat(bridge.protocols()).containsExactly("OpenFlow10", "OpenFlow13");
        assertThat(bridge.otherConfig()).containsExactly(Map.entry("x", "y"));
        assertThat(bridge.datapathId()).isNull();
        assertThat(bridge.datapathId("none")).isEqualTo("none");
        assertThat(bridge.stpEnable()).isFalse();
        Port port = bridge.ports().get(0);
        assertThat(bridge.portsUuids()).containsExactly(port.uuid());
        assertThat(port.tag()).isEqualTo(7L);
        assertThat(port.tag(-1)).isEqualTo(7);
        assertThat(port.trunks()).containsExactly(3L, 5L);
        assertThat(port.interfaces().get(0).options()).containsExactly(Map.entry("b", "2"));
        assertThat(port.qos().queues().get(4L).dscp(0)).isEqualTo(12);
        assertThat(port.qosUuid()).isEqualTo(port.qos().uuid());
        assertThat(bridge.netflow()).isNull();
        assertThat(OpenVSwitch.only(replica).bridges()).containsExactly(bridge);
        assertThat(Bridge.byName(replica, "br0")).isEqualTo(bridge);
        assertThat(Bridge.byName(replica, "br1")).isNull();
        assertThat(Bridge.find(replica, UUID.randomUUID())).isNull();
        assertThat(bridge.hasFailMode()).isTrue();
        assertThat(bridge).hasToString("Bridge " + bridge.uuid());
    }

    @Test
    void isEqualToTheSameVersionOfTheRowOnly() throws Exception {
        start(null, OpenVSwitchDatabase.TABLES);
        Bridge before = insertBridge();
        TypedTransaction other = transaction();
        before.ports().get(0).edit(other).tag(8);
        Bridge untouched = Bridge.find(commit(other), before.uuid());
        assertThat(untouched).isEqualTo(before).hasSameHashCodeAs(before);
        assertThat(untouched.ports().get(0).tag(0)).isEqualTo(8);
        assertThat(before.ports().get(0).tag(0)).isEqualTo(7);
        TypedTransaction own = transaction();
        before.edit(own).failMode(null);
        Bridge changed = Bridge.find(commit(own), before.uuid());
        assertThat(changed).isNotEqualTo(before);
        assertThat(changed.uuid()).isEqualTo(before.uuid());
        assertThat(changed.failMode()).isNull();
    }

    @Test
    void tellsListenersWhatHasBecomeOfRows() throws Exception {
        start(null, OpenVSwitchDatabase.TABLES);
        Bridge bridge = insertBridge();
        await().until(() -> changes.size() == 1);
        assertThat(changes.get(0).kind()).isEqualTo(RowChange.Kind.INSERTED);
        assertThat(changes.get(0).after().ports().get(0).name()).isEqualTo("br0");
        assertThat(changes.get(0).before()).isNull();
        TypedTransaction transaction = transaction();
        bridge.edit(transaction).failMode(null);
        commit(transaction);
        await().until(() -> changes.size() == 2);
        assertThat(changes.get(1).kind()).isEqualTo(RowChange.Kind.MODIFIED);
        assertThat(changes.get(1).before()).isEqualTo(bridge);
        assertThat(changes.get(1).after().failMode()).isNull();
        assertThat(changes.get(1).columns()).containsExactly(Bridge.Column.FAIL_MODE);
    }

    @Test
    void changesPartsOfSetsAndMapsAndLeavesTheRest() throws Exception {
        start(null, OpenVSwitchDatabase.TABLES);
        Bridge bridge = insertBridge();
        TypedTransaction transaction = transaction();
        bridge.edit(transaction)
                .putInOtherConfig("x", "z")
                .putInOtherConfig("n", "1")
                .putInOtherConfig("gone", "2")
                .removeFromOtherConfig("gone")
                .addToFloodVlans(9)
                .addToFloodVlans(10)
                .removeFromFloodVlans(9)
                .removeFromProtocols(Bridge.Protocols.OPENFLOW10);
        bridge.edit(transaction).addToProtocols(Bridge.Protocols.OPENFLOW15);
        Bridge changed = Bridge.find(commit(transaction), bridge.uuid());
        assertThat(changed.otherConfig()).isEqualTo(Map.of("x", "z", "n", "1"));
        assertThat(changed.floodVlans()).containsExactly(10L);
        assertThat(changed.protocols()).containsExactly("OpenFlow13", "OpenFlow15");
        TypedTransaction whole = transaction();
        changed.edit(whole)
                .otherConfig(Map.of("a", "b"))
                .putInOtherConfig("c", "d")
                .removeFromOtherConfig("a");
        changed.edit(whole).protocols().addToProtocols("OpenFlow11");
        Bridge last = Bridge.find(commit(whole), bridge.uuid());
        assertThat(last.otherConfig()).isEqualTo(Map.of("c", "d"));
        assertThat(last.protocols()).containsExactly("OpenFlow11");
    }

    @Test
    void refersToRowsByUuidAndDeletesThem() throws Exception {
        start(null, OpenVSwitchDatabase.TABLES);
        Bridge bridge = insertBridge();
        TypedTransaction transaction = transaction();
        Mirror.Editor mirror = Mirror.insert(transaction)
                .name("m")
                .outputPort(Port.reference(bridge.ports().get(0).uuid()));
        Mirror.Editor dropped = Mirror.insert(transaction).name("dropped");
        Mirror.TYPE.delete(transaction, dropped.uuid());
        bridge.edit(transaction).addToMirrors(mirror);
        Replica replica = commit(transaction);
        assertThat(Bridge.find(replica, bridge.uuid()).mirrors().get(0).outputPort())
                .isEqualTo(bridge.ports().get(0));
        assertThat(Mirror.all(replica)).hasSize(1);
        TypedTransaction deletion = transaction();
        OpenVSwitch root = OpenVSwitch.only(replica);
        root.edit(deletion).nextCfg(2);
        root.delete(deletion);
        Replica empty = commit(deletion);
        assertThat(OpenVSwitch.only(empty)).isNull();
        assertThat(Bridge.all(empty)).isEmpty();
        assertThat(bridge.ports()).as("a snapshot stays as it is").hasSize(1);
    }

    @Test
    void failsWhenAVerifiedColumnHasChanged() throws Exception {
        start(null, OpenVSwitchDatabase.TABLES);
        Bridge bridge = insertBridge();
        TypedTransaction late = transaction();
        bridge.edit(late).verifyFailMode().failMode("standalone");
        late.apply();
        TypedTransaction first = transaction();
        bridge.edit(first).failMode(null);
        commit(first);
        assertThatThrownBy(() -> commit(late)).cause().isInstanceOf(OvsdbClientException.class);
        assertThat(Bridge.find(client.replica(), bridge.uuid()).failMode()).isNull();
    }

    @Test
    void deletesARowOnlyIfWhatWasVerifiedIsSo() throws Exception {
        start(null, OpenVSwitchDatabase.TABLES);
        insertBridge();
        OpenVSwitch root = OpenVSwitch.only(client.replica());
        TypedTransaction late = transaction();
        root.edit(late).verifyNextCfg().curCfg(1);
        root.delete(late);
        TypedTransaction first = transaction();
        root.edit(first).nextCfg(2);
        commit(first);
        assertThatThrownBy(() -> commit(late)).cause().isInstanceOf(OvsdbClientException.class);
        assertThat(OpenVSwitch.only(client.replica()).nextCfg()).isEqualTo(2);
    }

    @Test
    void putsTogetherATransactionAgainWhenAVerifiedColumnHasChanged() throws Exception {
        start(null, OpenVSwitchDatabase.TABLES);
        UUID bridge = insertBridge().uuid();
        AtomicInteger tries = new AtomicInteger();
        TransactionResult result = client.transact(
                TypedTransaction.body(transaction -> {
                    Bridge seen = Bridge.find(transaction.replica(), bridge);
                    if (tries.getAndIncrement() == 0) {
                        TypedTransaction other = transaction();
                        seen.edit(other).putInOtherConfig("n", "1");
                        other.commit();
                    }
                    seen.edit(transaction)
                            .verifyOtherConfig()
                            .datapathType("type" + seen.otherConfig().size());
                }),
                Duration.ofSeconds(20));
        assertThat(result.isSuccess()).isTrue();
        assertThat(tries).hasValue(2);
        assertThat(Bridge.find(client.replica(), bridge).datapathType()).isEqualTo("type2");
    }

    @Test
    void knowsWhetherAnythingWouldChange() throws Exception {
        start(null, OpenVSwitchDatabase.TABLES);
        Bridge bridge = insertBridge();
        TypedTransaction same = transaction();
        bridge.edit(same).failMode("secure").otherConfig(Map.of("x", "y")).ports(bridge.ports());
        assertThat(same.isEmpty()).isTrue();
        assertThat(transaction().isEmpty()).isTrue();
        TypedTransaction different = transaction();
        bridge.edit(different).ports();
        assertThat(different.isEmpty()).isFalse();
    }

    @Test
    void refusesWhatAnEditorCannotDo() throws Exception {
        start(null, OpenVSwitchDatabase.TABLES);
        Bridge bridge = insertBridge();
        TypedTransaction transaction = transaction();
        assertThatThrownBy(() -> bridge.edit(transaction).name("br1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "column name of table Bridge gets its value when its row is inserted, and cannot be changed");
        Bridge.Editor inserted = Bridge.insert(transaction);
        assertThatThrownBy(inserted::verifyStatus).hasMessageContaining("is being inserted");
        transaction.apply();
        assertThatThrownBy(() -> inserted.failMode("secure")).hasMessageContaining("start another edit");
    }

    @Test
    void readsAsEmptyAndWritesNothingWhereTheSchemaIsPruned() throws Exception {
        start(Set.of(), OpenVSwitchDatabase.TABLES);
        Bridge bridge = insertBridge();
        Replica replica = client.replica();
        assertThat(bridge.failMode()).isEqualTo("secure");
        assertThat(bridge.hasProtocols()).isFalse();
        assertThat(bridge.protocols()).isEmpty();
        assertThat(bridge.mirrors()).isEmpty();
        assertThat(bridge.stpEnable()).isFalse();
        assertThat(bridge.netflow()).isNull();
        assertThat(bridge.ports().get(0).qos()).isNull();
        assertThat(Mirror.all(replica)).isEmpty();
        assertThat(QoS.all(replica)).isEmpty();
        TypedTransaction transaction = transaction();
        Mirror.Editor mirror = Mirror.insert(transaction).name("m");
        bridge.edit(transaction).addToMirrors(mirror).stpEnable(true).verifyStpEnable();
        assertThat(transaction.isEmpty()).isTrue();
    }

    @Test
    void readsAsEmptyWhatIsNotMonitored() throws Exception {
        start(null, Map.of(Bridge.TABLE, Set.of(Bridge.Column.FAIL_MODE)));
        UUID uuid = insertUnseen();
        Bridge bridge = Bridge.find(client.replica(), uuid);
        assertThat(bridge.failMode()).isEqualTo("secure");
        assertThat(bridge.hasName()).isFalse();
        assertThat(bridge.name()).isEmpty();
        assertThat(bridge.ports()).isEmpty();
        assertThat(Bridge.byName(client.replica(), "")).isNull();
    }

    private UUID insertUnseen() throws Exception {
        TypedTransaction transaction = transaction();
        Bridge.Editor bridge = Bridge.insert(transaction).name("br0").failMode("secure");
        OpenVSwitch.insert(transaction).bridges(bridge);
        commit(transaction);
        return bridge.uuid();
    }
}
