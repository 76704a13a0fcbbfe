/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.dbtool;

/** What {@code ovsdb-tool --help} prints. */
final class ToolHelp {

    static final String TEXT = """
            usage: ovsdb-tool [OPTION]... COMMAND [ARG]...
            Works on OVSDB database files, which no server must have open to be written to.

            Standalone databases:
              create [DB [SCHEMA]]      create DB, empty, with the given schema
              compact [DB [DST]]        rewrite DB (into DST) without its history
              convert [DB [SCHEMA [DST]]]
                                        convert DB to SCHEMA (into DST); what SCHEMA has no
                                        place for is dropped silently
              needs-conversion [DB [SCHEMA]]
                                        print "yes" if the schema in DB differs from SCHEMA,
                                        "no" otherwise
              upgrade [--drop-data] [DB [SCHEMA]]
                                        convert DB to SCHEMA if it differs, keeping a backup;
                                        fail if that would drop data, unless --drop-data
              query [DB] TRANSACTION    execute a read-only transaction on DB
              transact [DB] TRANSACTION execute a transaction on DB
              db-version [DB]           print the schema version in DB
              db-cksum [DB]             print the schema checksum in DB

            Servers' parts of clustered databases (for Open vSwitch's ovsdb-server):
              create-cluster DB CONTENTS LOCAL
                                        create the first server's DB from CONTENTS, a schema or
                                        a standalone database; LOCAL is the server's address
              join-cluster DB NAME LOCAL REMOTE...
                                        create the DB of a server that is to join the cluster
                                        of the database NAME through one of the REMOTE addresses
              cluster-to-standalone DB CLUSTERDB
                                        create the standalone DB of what is in CLUSTERDB
              check-cluster DB...       check the servers' parts of one cluster against each other
              db-cid DB                 print the cluster's ID
              db-sid DB                 print the server's ID
              db-local-address DB       print the server's address

            Either:
              show-log [DB]             print the records in DB; with -m their tables and rows,
                                        with -mm their columns
              db-name [DB]              print the database's name in DB
              db-is-clustered DB        exit with status 0 if DB is part of a clustered database,
                                        2 if it is a standalone one
              db-is-standalone DB       the other way round

            Schemas:
              schema-name [SCHEMA]      print the name in SCHEMA
              schema-version [SCHEMA]   print the version in SCHEMA
              schema-cksum [SCHEMA]     print the checksum in SCHEMA
              compare-versions A OP B   exit with status 0 if A OP B holds for two schema versions,
                                        2 if not; OP is <, <=, ==, >=, > or !=
              list-commands             print the commands

            DB is conf.db of OVS_DBDIR, SCHEMA vswitch.ovsschema of OVS_PKGDATADIR unless given.

              -m, --more                print more (show-log)
              --drop-data               let upgrade drop data that SCHEMA has no place for
              --cid=UUID                join this cluster only (join-cluster)
              --election-timer=MS       the new cluster's election timer (create-cluster)
              -v, --verbose=SPEC        set levels as ovs-appctl vlog/set does
              -o, --option              list the options
              -h, --help                print this
              -V, --version             print the version
            """;

    private ToolHelp() {}
}
