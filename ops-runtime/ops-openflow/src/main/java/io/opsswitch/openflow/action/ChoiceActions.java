/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.IntText;
import io.opsswitch.openflow.field.OxmCode;
import io.opsswitch.openflow.field.Subfield;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Actions that choose one of several by a hash, and the check of bits of packets' lengths. */
final class ChoiceActions {

    private static final List<String> MULTIPATH = List.of("modulo_n", "hash_threshold", "hrw", "iter_hash");
    private static final List<String> BUNDLE = List.of("active_backup", "hrw");
    private static final Pattern BRACKETS = Pattern.compile("[\\[\\]]");
    private static final int MAX_MEMBERS = 2048;

    private ChoiceActions() {}

    static void register() {
        multipath();
        bundle();
        checkLength();
    }

    private static HashFields hash(ActionIn in, int number) {
        in.require(number < HashFields.values().length, "hashes over fields " + number + " are not known");
        return HashFields.values()[number];
    }

    private static int algorithm(ActionIn in, List<String> known, int number) {
        in.require(number < known.size(), "the algorithm " + number + " is not known");
        return number;
    }

    private static int algorithm(List<String> known, String name, String whole) {
        int index = known.indexOf(name.toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw new OfSyntaxException(whole + ": unknown algorithm `" + name + "'");
        }
        return index;
    }

    private static Subfield shortTarget(String text, String whole) {
        Subfield target = Subfield.parse(text);
        if (!ActionOut.isShort(target.field())) {
            throw new OfSyntaxException(whole + ": experimenter OXM field '" + text + "' not supported");
        }
        return target;
    }

    private static void multipath() {
        ActionTable.kind(
                OfpAct.Multipath.class,
                "multipath",
                ActionOrder.NEVER,
                (action, out) -> out.put("multipath(")
                        .put(action.fields().text())
                        .put(",")
                        .put(action.basis())
                        .put(",")
                        .put(MULTIPATH.get(action.algorithm()))
                        .put(",")
                        .put(action.maxLink() + 1)
                        .put(",")
                        .unsigned(action.argument())
                        .put(",")
                        .put(action.target().text())
                        .put(")"),
                (action, out) -> {
                    int start = out.begin(RawAction.MULTIPATH);
                    out.u16(action.fields().ordinal())
                            .u16(action.basis())
                            .u16(0)
                            .u16(action.algorithm())
                            .u16(action.maxLink())
                            .u32(action.argument())
                            .u16(0)
                            .offsetBits(action.target())
                            .header(action.target().field(), 0)
                            .end(RawAction.MULTIPATH, start);
                },
                (action, checks) -> {
                    checks.target(action.target());
                    return action;
                });
        ActionTable.wire(RawAction.MULTIPATH, (in, out) -> {
            int fields = in.u16();
            int basis = in.u16();
            in.skip(2);
            int algorithm = in.u16();
            int maxLink = in.u16();
            int argument = in.u32();
            in.skip(2);
            int offsetBits = in.u16();
            Subfield target = ActionIn.subfield(in.shortField(), offsetBits);
            HashFields hash = hash(in, fields);
            algorithm(in, MULTIPATH, algorithm);
            in.require(target.bits() >= 32 - Integer.numberOfLeadingZeros(maxLink), "too few bits for the links");
            out.add(new OfpAct.Multipath(hash, basis, algorithm, maxLink, argument, in.target(target)));
        });
        ActionTable.word("multipath", ChoiceActions::parseMultipath);
    }

    private static void parseMultipath(String text, ActionParse parse) {
        List<String> parts = tokens(text);
        if (parts.size() < 6) {
            throw new OfSyntaxException(text + ": not enough arguments to multipath action");
        }
        HashFields fields = HashFields.parse(parts.get(0), text);
        int algorithm = algorithm(MULTIPATH, parts.get(2), text);
        int links = ActionParse.atoi(parts.get(3));
        if (links < 1 || links > 65536) {
            throw new OfSyntaxException(text + ": n_links " + links + " is not in valid range 1 to 65536");
        }
        Subfield target = shortTarget(parts.get(5), text);
        if (target.bits() < 16 && links > 1 << target.bits()) {
            throw new OfSyntaxException(text + ": " + target.bits() + "-bit destination field has "
                    + (1 << target.bits()) + " possible values, less than specified n_links " + links);
        }
        parse.add(new OfpAct.Multipath(
                fields,
                ActionParse.atoi(parts.get(1)) & 0xffff,
                algorithm,
                links - 1,
                ActionParse.atoi(parts.get(4)),
                target));
    }

    private static List<String> tokens(String text) {
        List<String> result = new ArrayList<>();
        for (String part : text.split("[, ]+")) {
            if (!part.isEmpty()) {
                result.add(part);
            }
        }
        return result;
    }

    private static void bundle() {
        ActionTable.kind(
                OfpAct.Bundle.class,
                "bundle",
                ActionOrder.NEVER,
                ChoiceActions::format,
                ChoiceActions::encode,
                (action, checks) -> {
                    Subfield target = action.target();
                    if (target != null) {
                        checks.target(target);
                    }
                    action.members().forEach(member -> {
                        if (member != OfPorts.NONE) {
                            checks.outputPort(member);
                        }
                    });
                    return action;
                });
        ActionTable.wire(RawAction.BUNDLE, (in, out) -> out.add(decodeBundle(in, false)));
        ActionTable.wire(RawAction.BUNDLE_LOAD, (in, out) -> out.add(decodeBundle(in, true)));
        ActionTable.word("bundle", (text, parse) -> parse.add(parseBundle(text, parse, false)));
        ActionTable.word("bundle_load", (text, parse) -> parse.add(parseBundle(text, parse, true)));
    }

    private static void format(OfpAct.Bundle action, ActionText out) {
        Subfield target = action.target();
        out.put(target == null ? "bundle(" : "bundle_load(")
                .put(action.fields().text())
                .put(",")
                .put(action.basis())
                .put(",")
                .put(BUNDLE.get(action.algorithm()))
                .put(",ofport,");
        if (target != null) {
            out.put(target.text()).put(",");
        }
        out.put("members:");
        action.members().forEach(member -> out.port(member).put(","));
        out.chomp().put(")");
    }

    private static int portHeader() {
        OxmCode code = Fields.IN_PORT.code(0);
        return code == null ? 0 : code.header(false, Fields.IN_PORT.bytes());
    }

    private static void encode(OfpAct.Bundle action, ActionOut out) {
        Subfield target = action.target();
        RawAction raw = target == null ? RawAction.BUNDLE : RawAction.BUNDLE_LOAD;
        int start = out.begin(raw);
        out.u16(action.algorithm())
                .u16(action.fields().ordinal())
                .u16(action.basis())
                .u32(portHeader())
                .u16(action.members().size());
        if (target == null) {
            out.zeros(6);
        } else {
            out.offsetBits(target).header(target.field(), 0);
        }
        out.zeros(4);
        action.members().forEach(out::u16);
        out.end(raw, start);
    }

    private static OfpAct decodeBundle(ActionIn in, boolean isLoad) {
        int algorithm = algorithm(in, BUNDLE, in.u16());
        HashFields fields = hash(in, in.u16());
        int basis = in.u16();
        in.require(in.u32() == portHeader(), "members are no ports");
        int count = in.u16();
        int offsetBits = in.u16();
        @Nullable Subfield target = null;
        if (isLoad) {
            target = in.target(ActionIn.subfield(in.shortField(), offsetBits));
            in.require(target.bits() >= 16, "a port needs 16 bits");
        } else {
            in.require(offsetBits == 0 && in.u32() == 0, "what has to be zero is not");
        }
        in.zeros(4, OpenFlowError.OFPBAC_BAD_ARGUMENT);
        in.require(count <= MAX_MEMBERS, "there are too many members");
        if (in.remaining() < 2 * count) {
            throw in.bad(OpenFlowError.OFPBAC_BAD_LEN, "there is no room for " + count + " members");
        }
        List<Integer> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int port = in.u16();
            if (port == OfPorts.CONTROLLER) {
                throw in.bad(OpenFlowError.OFPBAC_BAD_OUT_PORT, "a controller is no member");
            }
            if (port != OfPorts.NONE) {
                ActionChecks.outputPort(port, OfPorts.MAX);
            }
            members.add(port);
        }
        return new OfpAct.Bundle(fields, basis, algorithm, target, List.copyOf(members));
    }

    private static OfpAct parseBundle(String text, ActionParse parse, boolean isLoad) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split("[, ]+|(?<=members):|(?<=slaves):")) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        int at = isLoad ? 5 : 4;
        if (parts.size() <= at) {
            throw new OfSyntaxException(text + ": not enough arguments to bundle action");
        }
        String delimiter = parts.get(at).toLowerCase(Locale.ROOT);
        if (!delimiter.equals("members") && !delimiter.equals("slaves")) {
            throw new OfSyntaxException(
                    text + ": missing member delimiter, expected `members', got `" + parts.get(at) + "'");
        }
        List<Integer> members = new ArrayList<>();
        for (String each : parts.subList(at + 1, parts.size())) {
            String member = BRACKETS.matcher(each).replaceAll("");
            if (!member.isEmpty()) {
                members.add(parse.port(member, member + ": bad port number"));
            }
        }
        HashFields fields = HashFields.parse(parts.get(0), text);
        int algorithm = algorithm(BUNDLE, parts.get(2), text);
        if (!parts.get(3).equalsIgnoreCase("ofport")) {
            throw new OfSyntaxException(text + ": unknown member_type `" + parts.get(3) + "'");
        }
        return new OfpAct.Bundle(
                fields,
                ActionParse.atoi(parts.get(1)) & 0xffff,
                algorithm,
                isLoad ? shortTarget(parts.get(4), text) : null,
                List.copyOf(members));
    }

    private static void checkLength() {
        ActionTable.kind(
                OfpAct.CheckPktLarger.class,
                "check_pkt_larger",
                ActionOrder.NEVER,
                (action, out) -> out.put("check_pkt_larger(")
                        .put(action.length())
                        .put(")->")
                        .put(action.target().text()),
                (action, out) -> {
                    int start = out.begin(RawAction.CHECK_PKT_LARGER);
                    out.u16(action.length())
                            .u16(action.target().from())
                            .header(action.target().field(), 0)
                            .end(RawAction.CHECK_PKT_LARGER, start);
                });
        ActionTable.wire(RawAction.CHECK_PKT_LARGER, (in, out) -> {
            int length = in.u16();
            int from = in.u16();
            Field field = in.field();
            in.zerosToEnd(OpenFlowError.NXBRC_MUST_BE_ZERO);
            out.add(new OfpAct.CheckPktLarger(length, in.target(new Subfield(field, from, 1))));
        });
        ActionTable.word("check_pkt_larger", (text, parse) -> {
            String[] sides = FieldActions.arrow(text);
            String number = sides[0].endsWith(")") ? sides[0].substring(0, sides[0].length() - 1) : sides[0];
            Subfield target = Subfield.parse(sides[1]);
            if (target.bits() != 1) {
                throw new OfSyntaxException("Only 1-bit destination field is allowed");
            }
            parse.add(new OfpAct.CheckPktLarger(IntText.parse(number, "(null)", 0xffff), target));
        });
    }
}
