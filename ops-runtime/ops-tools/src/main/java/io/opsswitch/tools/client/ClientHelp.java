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

            SERVER is unix:FILE, tcp:HOST:PORT, punix:FILE or ptcp:PORT[:IP], or several of the
            first two with commas between them; unix:db.sock of OVS_RUNDIR unless given.
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
