/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowVersion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The forms that actions have on the wire: for which versions they have which numbers, and how long they are. A plus behind
 * the length tells that they may be longer, in steps of 8 bytes.
 */
enum RawAction {
    OUTPUT10("OF1.0(0) 8"),
    OUTPUT11("OF1.1+(0) 16"),
    SET_VLAN_VID10("OF1.0(1) 8"),
    SET_VLAN_PCP10("OF1.0(2) 8"),
    SET_VLAN_VID11("OF1.1+(1) 8"),
    SET_VLAN_PCP11("OF1.1+(2) 8"),
    PUSH_VLAN("OF1.1+(17) 8"),
    STRIP_VLAN("OF1.0(3) 8"),
    POP_VLAN("OF1.1+(18) 8"),
    SET_DL_SRC("OF1.0(4) OF1.1+(3) 16"),
    SET_DL_DST("OF1.0(5) OF1.1+(4) 16"),
    SET_NW_SRC("OF1.0(6) OF1.1+(5) 8"),
    SET_NW_DST("OF1.0(7) OF1.1+(6) 8"),
    SET_NW_TOS("OF1.0(8) OF1.1+(7) 8"),
    SET_NW_ECN("OF1.1+(8) 8"),
    SET_TP_SRC("OF1.0+(9) 8"),
    SET_TP_DST("OF1.0+(10) 8"),
    ENQUEUE("OF1.0(11) 16"),
    SET_MPLS_LABEL("NX1.0(30) OF1.1+(13) 8"),
    SET_MPLS_TC("NX1.0(31) OF1.1+(14) 8"),
    SET_MPLS_TTL("NX1.0(25) OF1.1+(15) 8"),
    DEC_MPLS_TTL("NX1.0(26) OF1.1+(16) 8"),
    PUSH_MPLS("NX1.0(23) OF1.1+(19) 8"),
    POP_MPLS("NX1.0(24) OF1.1+(20) 8"),
    SET_QUEUE("NX1.0(4) OF1.1+(21) 8"),
    GROUP("NX1.0(40) OF1.1+(22) 8"),
    SET_NW_TTL("OF1.1+(23) 8"),
    DEC_NW_TTL("NX1.0(18) OF1.1+(24) 8"),
    DEC_TTL_CNT_IDS("NX1.0+(21) 16+"),
    SET_FIELD12("OF1.2-1.4(25) 8+"),
    SET_FIELD15("OF1.5+(25) 8+"),
    REG_LOAD("NX1.0-1.4(7) 24"),
    REG_LOAD2("NX1.0-1.4(33) 16+"),
    COPY_FIELD("OF1.5+(28) 16+"),
    COPY_FIELD_ONF("ONF1.3-1.4(3200) 24+"),
    REG_MOVE("NX1.0-1.4(6) 16+"),
    METER("OF1.5+(29) 8"),
    RESUBMIT("NX1.0+(1) 16"),
    RESUBMIT_TABLE("NX1.0+(14) 16"),
    RESUBMIT_TABLE_CT("NX1.0+(44) 16"),
    SET_TUNNEL("NX1.0+(2) 16"),
    SET_TUNNEL64("NX1.0+(9) 24"),
    POP_QUEUE("NX1.0+(5) 16"),
    NOTE("NX1.0+(8) 16+"),
    MULTIPATH("NX1.0+(10) 32"),
    BUNDLE("NX1.0+(12) 32+"),
    BUNDLE_LOAD("NX1.0+(13) 32+"),
    OUTPUT_REG("NX1.0+(15) 24"),
    OUTPUT_REG2("NX1.0+(32) 24"),
    LEARN("NX1.0+(16) 32+"),
    LEARN2("NX1.0+(45) 40+"),
    EXIT("NX1.0+(17) 16"),
    FIN_TIMEOUT("NX1.0+(19) 16"),
    CONTROLLER("NX1.0+(20) 16"),
    CONTROLLER2("NX1.0+(37) 16+"),
    WRITE_METADATA("NX1.0+(22) 32"),
    STACK_PUSH("NX1.0+(27) 24"),
    STACK_POP("NX1.0+(28) 24"),
    SAMPLE("NX1.0+(29) 24"),
    SAMPLE2("NX1.0+(38) 32"),
    SAMPLE3("NX1.0+(41) 32"),
    SAMPLE4("NX1.0+(51) 40"),
    CONJUNCTION("NX1.0+(34) 16"),
    CT("NX1.0+(35) 24+"),
    NAT("NX1.0+(36) 16+"),
    OUTPUT_TRUNC("NX1.0+(39) 16"),
    CLONE("NX1.0+(42) 16+"),
    CT_CLEAR("NX1.0+(43) 16"),
    ENCAP("NX1.3+(46) 16+"),
    DECAP("NX1.3+(47) 16+"),
    CHECK_PKT_LARGER("NX1.0+(49) 24"),
    DELETE_FIELD("NX1.0+(50) 24"),
    DEBUG_SLOW("NX1.0+(254) 16"),
    DEBUG_RECIRC("NX1.0+(255) 16");

    /** The numbers in one version. */
    record Code(int vendor, int type) {}

    private static final Map<Integer, Map<Code, RawAction>> BY_CODE = new HashMap<>();

    static {
        for (RawAction raw : values()) {
            for (int version = 0; version < OpenFlowVersion.values().length; version++) {
                Code code = raw.codes.get(version);
                if (code != null) {
                    BY_CODE.computeIfAbsent(version, key -> new HashMap<>()).put(code, raw);
                }
            }
        }
    }

    private final List<@Nullable Code> codes;
    private final int length;
    private final boolean isVariable;

    RawAction(String spec) {
        this.codes = Spec.codes(spec);
        int blank = spec.lastIndexOf(' ');
        this.isVariable = spec.endsWith("+");
        this.length = Integer.parseInt(spec.substring(blank + 1, spec.length() - (isVariable ? 1 : 0)));
    }

    static @Nullable RawAction of(OpenFlowVersion version, int vendor, int type) {
        Map<Code, RawAction> codes = BY_CODE.get(version.ordinal());
        return codes == null ? null : codes.get(new Code(vendor, type));
    }

    /** Return the numbers in a version, or null if it has no such form. */
    @Nullable
    Code code(OpenFlowVersion version) {
        return codes.get(version.ordinal());
    }

    /** Return the least length; forms of experimenters have at least 16 bytes. */
    int length(OpenFlowVersion version) {
        Code code = code(version);
        return code != null && code.vendor() != 0 ? Math.max(16, length) : length;
    }

    boolean isVariable() {
        return isVariable;
    }

    /** Reads the entries of the table. */
    private static final class Spec {
        private static final Pattern ENTRY = Pattern.compile("(OF|NX|ONF)1\\.(\\d)(?:-1\\.(\\d)|(\\+))?\\((\\d+)\\)");

        private Spec() {}

        static List<@Nullable Code> codes(String spec) {
            List<@Nullable Code> result = new ArrayList<>();
            int versions = OpenFlowVersion.values().length;
            for (int i = 0; i < versions; i++) {
                result.add(null);
            }
            Matcher entry = ENTRY.matcher(spec);
            while (entry.find()) {
                int first = Integer.parseInt(entry.group(2));
                int last = entry.group(4) != null
                        ? versions - 1
                        : entry.group(3) != null ? Integer.parseInt(entry.group(3)) : first;
                int vendor = switch (entry.group(1)) {
                    case "NX" -> OpenFlowError.NICIRA;
                    case "ONF" -> OpenFlowError.ONF;
                    default -> 0;
                };
                for (int i = first; i <= last; i++) {
                    result.set(i, new Code(vendor, Integer.parseInt(entry.group(5))));
                }
            }
            return result;
        }
    }
}
