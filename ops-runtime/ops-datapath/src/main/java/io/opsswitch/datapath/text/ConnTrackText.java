/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Action.Nat;
import org.jspecify.annotations.Nullable;

/** The text of connection tracking: {@code ct(commit,zone=5,mark=0x1/0xff,nat(src=10.0.0.1:1000-2000))}. */
final class ConnTrackText {

    private static final int MAX_HELPER = 15;
    private static final int MAX_TIMEOUT = 31;
    private static final Bits ALL_LABELS = Bits.ones(128);

    private ConnTrackText() {}

    static void write(StringBuilder out, Action.ConnTrack ct) {
        int start = out.length();
        if (ct.force()) {
            out.append("force_commit,");
        } else if (ct.commit()) {
            out.append("commit,");
        }
        if (ct.zone() != 0) {
            out.append("zone=").append(ct.zone()).append(',');
        }
        if (ct.markMask() != 0) {
            FieldStyle.hex(out.append("mark="), Integer.toUnsignedLong(ct.mark()));
            FieldStyle.hex(out.append('/'), Integer.toUnsignedLong(ct.markMask()));
            out.append(',');
        }
        Bits labelsMask = new Bits(ct.labelsMaskHigh(), ct.labelsMaskLow());
        if (!labelsMask.isZero()) {
            Bits labels = new Bits(ct.labelsHigh(), ct.labelsLow());
            FieldStyle.LABELS.masked(out.append("label="), labels, labelsMask, ALL_LABELS);
            out.append(',');
        }
        if (ct.helper() != null) {
            out.append("helper=").append(ct.helper()).append(',');
        }
        if (ct.timeout() != null) {
            out.append("timeout=").append(ct.timeout()).append(',');
        }
        if (ct.nat() != null) {
            NatText.write(out, ct.nat());
            out.append(',');
        }
        if (out.length() > start) {
            out.setCharAt(out.length() - 1, ')');
            out.insert(start, "ct(");
        } else {
            out.append("ct");
        }
    }

    /** Read what follows {@code ct}. */
    static Action.ConnTrack read(Cursor in) throws FlowTextException {
        return in.take("(") ? new Reader(in).read() : new Reader(in).result();
    }

    /** Reads one. */
    private static final class Reader {
        private final Cursor in;
        private boolean commit;
        private boolean force;
        private int zone;
        private Bits mark = Bits.ZERO;
        private Bits markMask = Bits.ZERO;
        private Bits labels = Bits.ZERO;
        private Bits labelsMask = Bits.ZERO;
        private @Nullable String helper;
        private @Nullable String timeout;
        private @Nullable Nat nat;

        Reader(Cursor in) {
            this.in = in;
        }

        Action.ConnTrack result() {
            return new Action.ConnTrack(
                    commit || force,
                    force,
                    zone,
                    (int) mark.low(),
                    (int) markMask.low(),
                    labels.high(),
                    labels.low(),
                    labelsMask.high(),
                    labelsMask.low(),
                    0,
                    helper,
                    timeout,
                    nat);
        }

        Action.ConnTrack read() throws FlowTextException {
            while (true) {
                in.skipDelimiters();
                int place = in.at();
                if (in.take(")")) {
                    return result();
                }
                element();
                if (commit && force) {
                    throw in.error(place, "commit and force_commit in one ct; give one of them");
                }
            }
        }

        private void element() throws FlowTextException {
            if (in.take("commit")) {
                commit = true;
            } else if (in.take("force_commit")) {
                force = true;
            } else if (in.take("zone=")) {
                zone = (int) in.number(16);
            } else if (in.take("mark=")) {
                FieldStyle.Masked read = FieldStyle.HEX.parseMasked(in, 32);
                mark = read.value();
                markMask = read.mask();
            } else if (in.take("label=")) {
                FieldStyle.Masked read = FieldStyle.LABELS.parseMasked(in, 128);
                labels = read.value();
                labelsMask = read.mask();
            } else if (in.take("helper=")) {
                helper = name(MAX_HELPER);
            } else if (in.take("timeout=")) {
                timeout = name(MAX_TIMEOUT);
            } else if (in.take("nat")) {
                nat = NatText.read(in);
            } else {
                throw in.expected("commit, force_commit, zone=, mark=, label=, helper=, timeout=, nat or ')'");
            }
        }

        private String name(int longest) throws FlowTextException {
            int place = in.at();
            String name = in.until(", \t\r\n)");
            if (name.isEmpty() || name.length() > longest) {
                in.moveTo(place);
                throw in.expected("a name of 1 to " + longest + " characters");
            }
            return name;
        }
    }
}
