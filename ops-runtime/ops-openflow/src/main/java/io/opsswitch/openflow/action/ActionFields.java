/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.Subfield;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which fields an action names, apart from those that its kind stands for. Without state. */
final class ActionFields {

    private ActionFields() {}

    /** Return the fields that an action itself names, not the actions within it. */
    static List<Field> of(OfpAct action) {
        List<Field> fields = new ArrayList<>(0);
        if (action instanceof OfpAct.SetField set) {
            fields.add(set.field());
        } else if (action instanceof OfpAct.DeleteField delete) {
            fields.add(delete.field());
        } else if (action instanceof OfpAct.Move move) {
            add(fields, move.source());
            add(fields, move.target());
        } else if (action instanceof OfpAct.Push push) {
            add(fields, push.source());
        } else if (action instanceof OfpAct.Pop pop) {
            add(fields, pop.target());
        } else if (action instanceof OfpAct.OutputReg output) {
            add(fields, output.source());
        } else if (action instanceof OfpAct.Bundle bundle) {
            add(fields, bundle.target());
        } else if (action instanceof OfpAct.Multipath multipath) {
            add(fields, multipath.target());
        } else if (action instanceof OfpAct.CheckPktLarger check) {
            add(fields, check.target());
        } else if (action instanceof OfpAct.Ct ct) {
            add(fields, ct.zoneSource());
        } else if (action instanceof OfpAct.Sample sample) {
            add(fields, sample.domainSource());
            add(fields, sample.pointSource());
        } else if (action instanceof OfpAct.Learn learn) {
            add(fields, learn.result());
            learn.specs().forEach(spec -> {
                add(fields, spec.source());
                add(fields, spec.target());
            });
        }
        return fields;
    }

    private static void add(List<Field> fields, @Nullable Subfield subfield) {
        if (subfield != null) {
            fields.add(subfield.field());
        }
    }
}
