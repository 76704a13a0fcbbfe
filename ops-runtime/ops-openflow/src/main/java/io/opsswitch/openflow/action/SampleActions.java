/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.IntText;
import io.opsswitch.openflow.field.Subfield;
import io.opsswitch.openflow.match.KeyValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The action that sends samples, in its four forms. */
final class SampleActions {

    private static final List<RawAction> FORMS =
            List.of(RawAction.SAMPLE, RawAction.SAMPLE2, RawAction.SAMPLE3, RawAction.SAMPLE4);
    private static final int INGRESS = 1;
    private static final int EGRESS = 2;

    private SampleActions() {}

    static void register() {
        ActionTable.kind(
                OfpAct.Sample.class, "sample", ActionOrder.NEVER, SampleActions::format, SampleActions::encode);
        for (RawAction raw : FORMS) {
            ActionTable.wire(raw, (in, out) -> out.add(decode(in)));
        }
        ActionTable.word("sample", SampleActions::parse);
    }

    private static OfpAct decode(ActionIn in) {
        int form = FORMS.indexOf(in.raw) + 1;
        int probability = in.u16();
        int collectors = in.u32();
        @Nullable Subfield[] sources = new Subfield[2];
        int[] numbers = new int[2];
        for (int i = 0; i < 2; i++) {
            int place = in.buffer().position();
            if (form < 4) {
                numbers[i] = in.u32();
            } else if (in.u32() == 0) {
                numbers[i] = in.u32();
            } else {
                in.buffer().position(place);
                Field field = in.shortField();
                Subfield source = in.source(ActionIn.subfield(field, in.u16()));
                in.skip(2);
                in.require(source.bits() <= 32, "the identifier has more than 32 bits");
                sources[i] = source;
            }
        }
        int port = form == 1 ? OfPorts.NONE : in.u16();
        int direction = form >= 3 ? in.u8() : 0;
        if (form >= 3) {
            in.zeros(5, OpenFlowError.NXBRC_MUST_BE_ZERO);
            in.require(direction <= EGRESS, "the direction " + direction + " is not known");
        }
        in.require(probability != 0, "the probability is 0");
        return new OfpAct.Sample(
                probability, collectors, numbers[0], sources[0], numbers[1], sources[1], port, direction, form);
    }

    private static void encode(OfpAct.Sample action, ActionOut out) {
        int form = action.form();
        if (action.domainSource() != null || action.pointSource() != null) {
            form = 4;
        } else if (form < 3 && action.direction() != 0) {
            form = 3;
        } else if (form < 2 && action.port() != OfPorts.NONE) {
            form = 2;
        }
        RawAction raw = FORMS.get(form - 1);
        int start = out.begin(raw);
        out.u16(action.probability()).u32(action.collectors());
        identifier(action.domain(), action.domainSource(), form, out);
        identifier(action.point(), action.pointSource(), form, out);
        if (form > 1) {
            out.u16(action.port()).u8(action.direction());
        }
        out.end(raw, start);
    }

    private static void identifier(int number, @Nullable Subfield source, int form, ActionOut out) {
        if (source != null) {
            out.header(source.field(), 0).offsetBits(source).zeros(2);
        } else {
            out.zeros(form == 4 ? 4 : 0).u32(number);
        }
    }

    private static void format(OfpAct.Sample action, ActionText out) {
        out.put("sample(probability=")
                .put(action.probability())
                .put(",collector_set_id=")
                .unsigned(action.collectors())
                .put(",obs_domain_id=");
        identifier(action.domain(), action.domainSource(), out);
        out.put(",obs_point_id=");
        identifier(action.point(), action.pointSource(), out);
        if (action.port() != OfPorts.NONE) {
            out.put(",sampling_port=").port(action.port());
        }
        out.put(action.direction() == INGRESS ? ",ingress" : action.direction() == EGRESS ? ",egress" : "");
        out.put(")");
    }

    private static void identifier(int number, @Nullable Subfield source, ActionText out) {
        if (source != null) {
            out.put(source.text());
        } else {
            out.unsigned(number);
        }
    }

    private static void parse(String text, ActionParse parse) {
        int probability = 0;
        int collectors = 0;
        int[] numbers = new int[2];
        @Nullable Subfield[] sources = new Subfield[2];
        int port = OfPorts.NONE;
        int direction = 0;
        KeyValues pairs = new KeyValues(text);
        for (KeyValues.Pair pair = pairs.next(); pair != null; pair = pairs.next()) {
            String value = pair.value();
            switch (pair.key()) {
                case "probability" -> {
                    probability = IntText.parse(value, "probability", 0xffff);
                    if (probability == 0) {
                        throw new OfSyntaxException("invalid probability value \"" + value + "\"");
                    }
                }
                case "collector_set_id" -> collectors = IntText.parse32(value);
                case "obs_domain_id" -> identifier(value, pair.key(), 0, numbers, sources);
                case "obs_point_id" -> identifier(value, pair.key(), 1, numbers, sources);
                case "sampling_port" -> port = parse.port(value, value + ": unknown port");
                case "ingress" -> direction = INGRESS;
                case "egress" -> direction = EGRESS;
                default -> throw new OfSyntaxException("invalid key \"" + pair.key() + "\" in \"sample\" argument");
            }
        }
        if (probability == 0) {
            throw new OfSyntaxException("non-zero \"probability\" must be specified on sample");
        }
        parse.add(new OfpAct.Sample(
                probability, collectors, numbers[0], sources[0], numbers[1], sources[1], port, direction, 1));
    }

    private static void identifier(String text, String key, int index, int[] numbers, @Nullable Subfield[] sources) {
        if (text.matches("\\s*[+-]?\\d.*")) {
            numbers[index] = IntText.parse32(text);
            return;
        }
        Subfield source = Subfield.parse(text);
        if (source.bits() > 32) {
            throw new OfSyntaxException("size of " + key + " field (" + source.bits() + ") exceeds maximum (32)");
        }
        sources[index] = source;
    }
}
