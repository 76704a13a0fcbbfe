# SPDX-License-Identifier: Apache-2.0
"""A client of python3-openvswitch's IDL: does what each line of standard input says, and answers with a line.

Usage: idl_client.py REMOTE SCHEMA
"""

import json
import sys
import time

import ovs.db.idl
import ovs.poller

PATIENCE_S = 60

helper = ovs.db.idl.SchemaHelper(location=sys.argv[2])
helper.register_table("Open_vSwitch")
helper.register_columns("Bridge", ["name", "external_ids", "other_config"])
idl = ovs.db.idl.Idl(sys.argv[1], helper)


def run_until(condition, what):
    end = time.monotonic() + PATIENCE_S
    while True:
        idl.run()
        if condition():
            return
        if time.monotonic() > end:
            sys.exit("waited in vain for " + what)
        poller = ovs.poller.Poller()
        idl.wait(poller)
        poller.timer_wait(200)
        poller.block()


def bridges():
    return {row.name: row for row in idl.tables["Bridge"].rows.values()}


def contents():
    return {name: dict(sorted(row.external_ids.items())) for name, row in sorted(bridges().items())}


def start():
    run_until(lambda: idl.has_ever_connected() and len(idl.tables["Open_vSwitch"].rows) == 1, "the first contents")
    return contents()


def retried(fill):
    """Commit what fill() puts into a transaction, anew as long as the database has changed meanwhile."""
    while True:
        txn = ovs.db.idl.Transaction(idl)
        fill(txn)
        status = txn.commit_block()
        if status != ovs.db.idl.Transaction.TRY_AGAIN:
            return txn
        run_until(lambda: True, "nothing")


def insert(name):
    def fill(txn):
        txn.add_comment("python idl")
        row = txn.insert(idl.tables["Bridge"])
        row.name = name
        row.setkey("external_ids", "from", "python")
        for top in idl.tables["Open_vSwitch"].rows.values():
            top.addvalue("bridges", row)

    return retried(fill).commit_block()


def set_verified(words):
    """Change a row as it was known at the last step; nothing is read from the server before that is sent."""
    name, value = words.split()
    row = bridges()[name]
    txn = ovs.db.idl.Transaction(idl)
    row.verify("external_ids")
    row.setkey("external_ids", "from", value)
    return txn.commit_block()


def increment():
    def fill(txn):
        for top in idl.tables["Open_vSwitch"].rows.values():
            top.verify("next_cfg")
            top.next_cfg = top.next_cfg + 1

    return retried(fill).commit_block()


def delete(name):
    def fill(txn):
        for top in idl.tables["Open_vSwitch"].rows.values():
            top.delvalue("bridges", bridges()[name])

    return retried(fill).commit_block()


def condition(text):
    before = idl.cond_seqno
    idl.cond_change("Bridge", json.loads(text))
    run_until(lambda: idl.cond_seqno > before, "the condition")
    return contents()


def await_contents(text):
    run_until(lambda: contents() == json.loads(text), text + ", there is " + json.dumps(contents()))
    return contents()


STEPS = {
    "start": start,
    "insert": insert,
    "set": set_verified,
    "increment": increment,
    "delete": delete,
    "condition": condition,
    "await": await_contents,
}

for line in sys.stdin:
    step, *arguments = line.rstrip("\n").split(" ", 1)
    print(json.dumps(STEPS[step](*arguments), separators=(",", ":")), flush=True)
idl.close()
