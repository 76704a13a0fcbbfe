/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

/** What {@code ovsdb-client --help} prints. */
final class ClientHelp {

    static final String TEXT = """
            usage: ovsdb-client [OPTION]... COMMAND [ARG]...
            Talks to a running OVSDB server (RFC 7047).

            Databases and schemas:
              list-dbs [SERVER]                      names of the databases
              get-schema [SERVER] [DB]               schema as JSON
              get-schema-version [SERVER] [DB]       its version
              get-schema-cksum [SERVER] [DB]         its checksum
              list-tables [SERVER] [DB]              names of the tables
              list-columns [SERVER] [DB] [TABLE]     names and types of the columns
              convert [SERVER] SCHEMA                bring the database named in SCHEMA to it
              needs-conversion [SERVER] SCHEMA       print "yes" if the schemas differ, else "no"
              wait [SERVER] DB STATE                 wait until DB is added, connected or removed

            Data:
              transact [SERVER] TRANSACTION          run ["DB", OPERATION...] and print the results
              query [SERVER] TRANSACTION             the same, but change nothing
              dump [SERVER] [DB] [TABLE [COLUMN]...] print tables
              backup [SERVER] [DB] > SNAPSHOT        write the database as a database file
              [--force] restore [SERVER] [DB] < SNAPSHOT
                                                     replace all data by those of a database file
              monitor [SERVER] [DB] ALL              print everything, and then what changes
              monitor [SERVER] [DB] TABLE [COLUMN,...]...
                                                     the same of one table; the words !initial,
                                                     !insert, !delete and !modify among the columns
                                                     leave out what they name
              monitor-cond [SERVER] [DB] CONDITION TABLE [COLUMN,...]
                                                     the same of the rows for which CONDITION holds
              monitor-cond-since [SERVER] [DB] [LASTID] CONDITION TABLE [COLUMN,...]
                                                     the same from the transaction LASTID on

            Locks:
              lock, steal, unlock [SERVER] LOCK      print the reply and what happens to the lock

            SERVER is unix:FILE, tcp:HOST:PORT or ssl:HOST:PORT, several of them with commas
            between them, or punix:FILE, ptcp:PORT[:IP] or pssl:PORT[:IP] to wait for the server
            to connect; unix:db.sock of OVS_RUNDIR unless given.
            DB is Open_vSwitch, or the only database there is, unless given.

            Output:
              -f, --format=FORMAT      table, list, html, csv or json
              -d, --data=FORMAT        values as string, bare or json
              --no-headings            without the headings of tables
              --pretty                 JSON with line ends and indentation
              --bare                   --format=list --data=bare --no-headings
              --max-column-width=N     cut cells of --format=table
              --timestamp              the time above each table of a monitor

            Server:
              --no-leader-only         take any server of a cluster
              --no-db-change-aware     do not ask to be told when databases go
              --db-change-aware        fail if the server cannot tell that

            TLS, for ssl: and pssl:
              -p, --private-key=FILE   own private key, PEM
              -c, --certificate=FILE   own certificate, PEM
              -C, --ca-cert=FILE       CA certificate of the server, or "none" to trust all
              --bootstrap-ca-cert=FILE the same; made at the first connection if missing
              --peer-ca-cert=FILE      CA certificate to send to the server
              --ssl-protocols=LIST     TLSv1.2 or TLSv1.3; a list, "A-B", or "A+"
              --ssl-ciphers=LIST       what TLS 1.2 may use, as in openssl-ciphers(1)
              --ssl-ciphersuites=LIST  what TLS 1.3 may use
              --ssl-server-name=NAME   the name to ask the server for instead of HOST's

            Daemon (monitor, lock, steal, unlock, transact):
              --detach                 return after the first output, and run on
              --pidfile[=FILE]         write the process id to FILE
              --overwrite-pidfile      even if another client holds that file
              --no-chdir               accepted; this program never changes its folder
              --unixctl=SOCKET         control socket, or "none"

            Other:
              -t, --timeout=SECS       end after so many seconds as SIGALRM would end it
              -v, --verbose=SPEC       set levels as ovs-appctl vlog/set does
              --log-file[=FILE]        log to FILE
              -h, --help               print this
              -V, --version            print the version
            """;

    private ClientHelp() {}
}
