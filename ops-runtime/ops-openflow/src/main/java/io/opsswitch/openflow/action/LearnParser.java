/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.openflow.field.FieldText;
import io.opsswitch.openflow.field.IntText;
import io.opsswitch.openflow.field.Subfield;
import io.opsswitch.openflow.match.KeyValues;
import io.opsswitch.openflow.match.MatchFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the action that adds flows. For one text. */
final class LearnParser {

    private static final int WIDEST = 128;

    private final String text;
    private final ActionParse parse;
    private final List<LearnSpec> specs = new ArrayList<>();
    private int idle;
    private int hard;
    private int finIdle;
    private int finHard;
    private int priority = MatchFormatter.DEFAULT_PRIORITY;
    private long cookie;
    private int flags;
    private int table = 1;
    private int limit;
    private @Nullable Subfield result;

    LearnParser(String text, ActionParse parse) {
        this.text = text;
        this.parse = parse;
    }

    OfpAct parse() {
        KeyValues pairs = new KeyValues(text);
        for (KeyValues.Pair pair = pairs.next(); pair != null; pair = pairs.next()) {
            pair(pair.key(), pair.value());
        }
        return new OfpAct.Learn(
                idle, hard, finIdle, finHard, priority, cookie, flags, table, limit, result, List.copyOf(specs), false);
    }

    private void pair(String key, String value) {
        switch (key) {
            case "table" -> {
                table = parse.table(value, "unknown table \"" + value + "\"");
                if (table == 255) {
                    throw new OfSyntaxException(text + ": table id 255 not valid for `learn' action");
                }
            }
            case "priority" -> priority = small(value);
            case "idle_timeout" -> idle = small(value);
            case "hard_timeout" -> hard = small(value);
            case "fin_idle_timeout" -> finIdle = small(value);
            case "fin_hard_timeout" -> finHard = small(value);
            case "cookie" -> cookie = IntText.parse64(value);
            case "send_flow_rem" -> flags |= OfpAct.Learn.SEND_FLOW_REM;
            case "delete_learned" -> flags |= OfpAct.Learn.DELETE_LEARNED;
            case "limit" -> limit = ActionParse.atoi(value);
            case "result_dst" -> result(value);
            default -> specs.add(spec(key, value));
        }
    }

    private static int small(String value) {
        return ActionParse.atoi(value) & 0xffff;
    }

    private void result(String value) {
        flags |= OfpAct.Learn.WRITE_RESULT;
        Subfield target = Subfield.parse(value);
        if (!target.field().isWritable()) {
            throw new OfSyntaxException(value + " is read-only");
        }
        if (target.bits() != 1) {
            throw new OfSyntaxException("result_dst in 'learn' action must be a single bit");
        }
        result = target;
    }

    private LearnSpec spec(String key, String value) {
        Subfield target;
        try {
            target = Subfield.parse(key);
        } catch (OfSyntaxException e) {
            return switch (key) {
                case "load" -> load(value);
                case "output" -> {
                    Subfield source = Subfield.parse(value);
                    yield new LearnSpec(LearnSpec.Kind.OUTPUT, source.bits(), source, Bytes.EMPTY, null);
                }
                default -> throw new OfSyntaxException(text + ": unknown keyword " + key);
            };
        }
        requireShort(target, text, key);
        return value.isEmpty()
                ? new LearnSpec(LearnSpec.Kind.MATCH, target.bits(), target, Bytes.EMPTY, target)
                : match(key, value, target);
    }

    private static void requireShort(Subfield target, String whole, String name) {
        if (!ActionOut.isShort(target.field())) {
            throw new OfSyntaxException(whole + ": experimenter OXM field '" + name + "' not supported");
        }
    }

    private LearnSpec match(String key, String value, Subfield target) {
        Subfield source;
        try {
            source = Subfield.parse(value);
        } catch (OfSyntaxException noField) {
            try {
                byte[] number = immediate(value, target);
                int bytes = (target.bits() + 7) / 8;
                Bytes bits = Bytes.of(ByteBits.resize(number, bytes));
                return new LearnSpec(LearnSpec.Kind.MATCH, target.bits(), null, bits, target);
            } catch (OfSyntaxException noNumber) {
                throw new OfSyntaxException(text + ": " + key + " value " + value + " cannot be parsed as a subfield ("
                        + noField.getMessage() + ") or an immediate value (" + noNumber.getMessage() + ")");
            }
        }
        if (source.bits() != target.bits()) {
            throw new OfSyntaxException(text + ": bit widths of " + key + " (" + source.bits() + ") and " + value + " ("
                    + target.bits() + ") differ");
        }
        return new LearnSpec(LearnSpec.Kind.MATCH, target.bits(), source, Bytes.EMPTY, target);
    }

    private byte[] immediate(String value, Subfield target) {
        if (target.isAll()) {
            return FieldText.parseValue(target.field(), value, parse.names);
        }
        byte[] number = FieldText.number(target.field(), value);
        if (number.length == 0) {
            throw new OfSyntaxException(text + ": cannot parse integer value");
        }
        if (ByteBits.width(number) > target.bits()) {
            throw new OfSyntaxException(text + ": value " + FieldText.format(target.field(), number, null, OfNames.NONE)
                    + " does not fit into " + target.bits() + " bits");
        }
        return number;
    }

    private static LearnSpec load(String value) {
        int arrow = value.indexOf("->");
        if (arrow == 0) {
            throw new OfSyntaxException("load: missing source before `->' in `" + value + "'");
        }
        if (arrow < 0) {
            throw new OfSyntaxException("load: missing `->' in `" + value + "'");
        }
        byte[] number = IntText.parseWide(value.substring(0, arrow), WIDEST);
        if (number.length == 0) {
            OfpAct.Move move = FieldActions.parseMove(value);
            return new LearnSpec(LearnSpec.Kind.LOAD, move.source().bits(), move.source(), Bytes.EMPTY, move.target());
        }
        Subfield target = Subfield.parse(value.substring(arrow + 2));
        requireShort(target, value, value.substring(arrow + 2));
        if (ByteBits.width(number) > target.bits()) {
            throw new OfSyntaxException(value + ": value does not fit into " + target.bits() + " bits");
        }
        Bytes bits = Bytes.of(ByteBits.resize(number, (target.bits() + 7) / 8));
        return new LearnSpec(LearnSpec.Kind.LOAD, target.bits(), null, bits, target);
    }
}
