/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.field.PortText;
import io.opsswitch.openflow.match.KeyValues;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads actions in the syntax of flows. */
public final class ActionParser {

    private static final int MAX_DEPTH = 100;

    private ActionParser() {}

    /**
     * Read actions, such as those of a bucket or of a packet that is sent.
     *
     * @throws OfSyntaxException if they are wrong
     */
    public static List<OfpAct> parseActions(String text, OfNames names) {
        return parse(text, new ActionParse(names, 0), false, null);
    }

    /**
     * Read actions and instructions, as a flow has them.
     *
     * @throws OfSyntaxException if they are wrong
     */
    public static List<OfpAct> parseInstructions(String text, OfNames names) {
        return parse(text, new ActionParse(names, 0), true, null);
    }

    /** Read the actions of an action. */
    static List<OfpAct> nested(String text, ActionParse outside, String outer) {
        return parse(text, new ActionParse(outside.names, outside.depth + 1), false, outer);
    }

    private static List<OfpAct> parse(
            String text, ActionParse parse, boolean allowInstructions, @Nullable String outer) {
        if (parse.depth >= MAX_DEPTH) {
            throw new OfSyntaxException("Action nested too deeply");
        }
        boolean isDrop = false;
        KeyValues pairs = new KeyValues(text);
        for (KeyValues.Pair pair = pairs.next(); pair != null; pair = pairs.next()) {
            isDrop |= word(pair, parse);
        }
        if (isDrop && !parse.out.isEmpty()) {
            throw new OfSyntaxException("\"drop\" must not be accompanied by any other action or instruction");
        }
        List<OfpAct> actions = List.copyOf(parse.out);
        try {
            ActionVerifier.verify(actions, 2, !allowInstructions, outer);
        } catch (OpenFlowException e) {
            throw new OfSyntaxException(
                    String.valueOf(e.getMessage()).substring(e.error().name().length() + 2));
        }
        return actions;
    }

    /** Read one action; return whether it is none, but {@code drop}. */
    private static boolean word(KeyValues.Pair pair, ActionParse parse) {
        String word = pair.key().toLowerCase(Locale.ROOT);
        ActionTable.Parser parser = ActionTable.parser(word);
        if (parser != null) {
            parser.parse(pair.value(), parse);
            return false;
        }
        if (word.equals("drop")) {
            return true;
        }
        if (word.equals("apply_actions")) {
            throw new OfSyntaxException("apply_actions is the default instruction");
        }
        int port = PortText.parse(pair.key(), parse.names);
        if (port < 0) {
            throw new OfSyntaxException("unknown action " + pair.key());
        }
        parse.add(new OfpAct.Output(port, 0));
        return false;
    }
}
