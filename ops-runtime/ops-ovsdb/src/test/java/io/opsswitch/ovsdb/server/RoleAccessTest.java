/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.engine.Access;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.Executor;
import io.opsswitch.ovsdb.engine.Executor.Outcome;
import io.opsswitch.ovsdb.engine.RoleAccess;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoleAccessTest {

    private static final String STRINGS = "{'type':{'key':'string','min':0,'max':'unlimited'}}";
    private static final String SCHEMA = "{'name':'D','version':'1.0.0','tables':{"
            + "'RBAC_Role':{'isRoot':true,'columns':{'name':{'type':'string'},'permissions':{'type':{'key':'string',"
            + "'value':{'type':'uuid','refTable':'RBAC_Permission'},'min':0,'max':'unlimited'}}}},"
            + "'RBAC_Permission':{'columns':{'authorization':" + STRINGS + ",'insert_delete':{'type':'boolean'},"
            + "'update':" + STRINGS + "}},"
            + "'Own':{'isRoot':true,'columns':{'owner':{'type':'string'},'n':{'type':'integer'}}},"
            + "'Keyed':{'isRoot':true,'columns':{'ids':{'type':{'key':'string','value':'string','min':0,'max':9}},"
            + "'n':{'type':'integer'}}},"
            + "'Free':{'isRoot':true,'columns':{'n':{'type':'integer'}}},"
            + "'Closed':{'isRoot':true,'columns':{'n':{'type':'integer'}}}}}";

    private Database database;

    private static Json json(String text) throws Exception {
        return JsonParser.parse(text.replace('\'', '"'));
    }

    @BeforeEach
    void fill() throws Exception {
        database = new Database(DatabaseSchema.parse(json(SCHEMA)));
        transact(
                Access.ALL,
                "{'op':'insert','table':'RBAC_Permission','uuid-name':'own','row':{'authorization':'owner',"
                        + "'insert_delete':true,'update':'n'}},"
                        + "{'op':'insert','table':'RBAC_Permission','uuid-name':'keyed','row':{'authorization':"
                        + "'ids:me','insert_delete':false,'update':'n'}},"
                        + "{'op':'insert','table':'RBAC_Permission','uuid-name':'free','row':{'authorization':'',"
                        + "'insert_delete':true,'update':['set',[]]}},"
                        + "{'op':'insert','table':'RBAC_Role','row':{'name':'r','permissions':['map',[['Own',"
                        + "['named-uuid','own']],['Keyed',['named-uuid','keyed']],['Free',['named-uuid','free']]]]}},"
                        + "{'op':'insert','table':'Own','row':{'owner':'a','n':1}},"
                        + "{'op':'insert','table':'Own','row':{'owner':'b','n':2}},"
                        + "{'op':'insert','table':'Keyed','row':{'ids':['map',[['me','a']]]}},"
                        + "{'op':'insert','table':'Closed','row':{'n':1}}");
    }

    private String transact(Access access, String operations) throws Exception {
        Outcome outcome = Executor.execute(
                database, (Json.Arr) json("['D'," + operations + "]"), "", lock -> false, access, 0, false);
        if (outcome instanceof Outcome.Appended appended) {
            appended.commit().apply();
            return appended.commit().results().toString().replace('"', '\'');
        }
        return ((Outcome.Finished) outcome).results().toString().replace('"', '\'');
    }

    private String as(String client, String operation) throws Exception {
        return transact(RoleAccess.of(database, "r", client), operation);
    }

    private static String refusal(String client, String what) {
        return "{'error':'permission error','details':'RBAC rules for client \\'" + client
                + "\\' role \\'r\\' prohibit " + what + ".'}";
    }

    @Test
    void letsAClientChangeItsOwnRowsOnly() throws Exception {
        assertThat(as("a", "{'op':'insert','table':'Own','row':{'owner':'a'}}")).contains("uuid");
        assertThat(as("a", "{'op':'insert','table':'Own','row':{'owner':'b'}}"))
                .contains(refusal("a", "row insertion into table \\'Own\\'"));
        assertThat(as("a", "{'op':'update','table':'Own','where':[['owner','==','a']],'row':{'n':5}}"))
                .contains("'count':2");
        assertThat(as("a", "{'op':'update','table':'Own','where':[],'row':{'n':5}}"))
                .contains(refusal("a", "modification of table \\'Own\\'"));
        assertThat(as("a", "{'op':'mutate','table':'Own','where':[['owner','==','b']],'mutations':[['n','+=',1]]}"))
                .contains(refusal("a", "mutate operation on table \\'Own\\'"));
        assertThat(as("b", "{'op':'mutate','table':'Own','where':[['owner','==','b']],'mutations':[['n','+=',1]]}"))
                .contains("'count':1");
        assertThat(as("a", "{'op':'delete','table':'Own','where':[['owner','==','b']]}"))
                .contains(refusal("a", "row deletion from table \\'Own\\'"));
        assertThat(as("a", "{'op':'delete','table':'Own','where':[['owner','==','a']]}"))
                .contains("'count':2");
        assertThat(as("a", "{'op':'delete','table':'Own','where':[['owner','==','none']]}"))
                .contains("'count':0");
    }

    @Test
    void letsAClientChangeTheColumnsOnlyThatItsRoleNames() throws Exception {
        assertThat(as("a", "{'op':'update','table':'Own','where':[['owner','==','a']],'row':{'owner':'c'}}"))
                .contains("permission error");
        assertThat(as("a", "{'op':'insert','table':'Free','row':{}}")).contains("uuid");
        assertThat(as("z", "{'op':'update','table':'Free','where':[],'row':{'n':1}}"))
                .contains("permission error");
        assertThat(as("z", "{'op':'delete','table':'Free','where':[]}")).contains("'count':1");
    }

    @Test
    void findsTheOwnerInAMap() throws Exception {
        assertThat(as("a", "{'op':'update','table':'Keyed','where':[],'row':{'n':1}}"))
                .contains("'count':1");
        assertThat(as("b", "{'op':'update','table':'Keyed','where':[],'row':{'n':1}}"))
                .contains("permission error");
        assertThat(as("a", "{'op':'delete','table':'Keyed','where':[]}")).contains("permission error");
    }

    @Test
    void refusesTablesWithoutARuleUnknownRolesAndUnknownClients() throws Exception {
        assertThat(as("a", "{'op':'update','table':'Closed','where':[],'row':{'n':2}}"))
                .contains("permission error");
        assertThat(as("a", "{'op':'select','table':'Closed','where':[],'columns':['n']}"))
                .contains("{'n':1}");
        assertThat(transact(RoleAccess.of(database, "none", "a"), "{'op':'insert','table':'Free','row':{}}"))
                .contains("role \\'none\\' prohibit row insertion");
        assertThat(transact(RoleAccess.of(database, "r", null), "{'op':'insert','table':'Free','row':{}}"))
                .contains("client \\'(null)\\'");
    }

    @Test
    void holdsForTheClientsOfARemoteWithARole(@TempDir Path folder) throws Exception {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        Path file = folder.resolve("d");
        DatabaseFile.create(file, DatabaseSchema.parse(json(SCHEMA)));
        Path socket = folder.resolve("s");
        String remote = "punix:" + socket;
        try (OvsdbServer server = new OvsdbServer()) {
            server.addDatabase(file);
            server.addRemote(remote, new RemoteOptions(-1, 8000, false, -1, "r"));
            try (TestClient client = new TestClient(socket)) {
                String insert = "['D',{'op':'insert','table':'Free','row':{}}]";
                assertThat(client.call("transact", insert)).contains("permission error");
                assertThat(client.call("convert", "['D'," + SCHEMA + "]"))
                        .contains("prohibit \\'convert\\' of database D (only the root role may convert databases)");
                server.addRemote(remote, RemoteOptions.DEFAULT);
                assertThat(client.receive()).isEqualTo("closed");
                try (TestClient again = new TestClient(socket)) {
                    assertThat(again.call("transact", insert)).contains("uuid");
                }
            }
        }
    }
}
