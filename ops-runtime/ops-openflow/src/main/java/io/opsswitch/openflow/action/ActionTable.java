/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The table of actions. Each kind has one entry: its name, how it is written, sent and checked; and with it the forms on
 * the wire that are read as it, and the words in flows that stand for it.
 */
final class ActionTable {

    /** Reads the rest of an action on the wire. */
    interface Decoder {
        void decode(ActionIn in, List<OfpAct> out);
    }

    /** Reads what stands behind a word. */
    interface Parser {
        void parse(String argument, ActionParse parse);
    }

    /** Checks an action against the flow that it is in; gives what it is in that flow. */
    interface Checker<T> {
        OfpAct check(T action, ActionChecks checks);
    }

    /** One kind of action. */
    record Kind<T extends OfpAct>(
            Class<T> type,
            String name,
            ActionOrder order,
            BiConsumer<T, ActionText> format,
            BiConsumer<T, ActionOut> encode,
            Checker<T> check) {

        void format(OfpAct action, ActionText out) {
            format.accept(type.cast(action), out);
        }

        void encode(OfpAct action, ActionOut out) {
            encode.accept(type.cast(action), out);
        }

        OfpAct check(OfpAct action, ActionChecks checks) {
            return check.check(type.cast(action), checks);
        }
    }

    private static final Map<Class<?>, Kind<?>> KINDS = new HashMap<>();
    private static final Map<RawAction, Decoder> DECODERS = new EnumMap<>(RawAction.class);
    private static final Map<String, Parser> PARSERS = new HashMap<>();

    static {
        OutputActions.register();
        TagActions.register();
        HeaderActions.register();
        FieldActions.register();
        ControlActions.register();
        LearnActions.register();
        ChoiceActions.register();
        ConnectionActions.register();
        SampleActions.register();
        EncapActions.register();
        InstructionActions.register();
    }

    private ActionTable() {}

    static <T extends OfpAct> void kind(
            Class<T> type,
            String name,
            ActionOrder order,
            BiConsumer<T, ActionText> format,
            BiConsumer<T, ActionOut> encode,
            Checker<T> check) {
        KINDS.put(type, new Kind<>(type, name, order, format, encode, check));
    }

    /** An action that fits every flow. */
    static <T extends OfpAct> void kind(
            Class<T> type,
            String name,
            ActionOrder order,
            BiConsumer<T, ActionText> format,
            BiConsumer<T, ActionOut> encode) {
        kind(type, name, order, format, encode, (action, checks) -> action);
    }

    static void wire(RawAction raw, Decoder decoder) {
        DECODERS.put(raw, decoder);
    }

    static void word(String word, Parser parser) {
        PARSERS.put(word, parser);
    }

    static Kind<?> kind(OfpAct action) {
        Kind<?> kind = KINDS.get(action.getClass());
        if (kind == null) {
            throw new IllegalStateException("no entry for " + action.getClass());
        }
        return kind;
    }

    static boolean has(Class<?> type) {
        return KINDS.containsKey(type);
    }

    static Decoder decoder(RawAction raw) {
        Decoder decoder = DECODERS.get(raw);
        if (decoder == null) {
            throw new IllegalStateException("no decoder for " + raw);
        }
        return decoder;
    }

    static @Nullable Parser parser(String word) {
        return PARSERS.get(word.toLowerCase(Locale.ROOT));
    }
}
