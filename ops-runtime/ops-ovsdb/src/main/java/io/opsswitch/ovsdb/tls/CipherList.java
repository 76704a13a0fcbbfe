/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.tls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Understands OpenSSL's cipher strings (openssl-ciphers(1)) for the suites that the JDK has.
 *
 * <p>A string is a list of words with colons, commas or spaces between them. A word adds the suites of that name or of
 * that property ({@code ECDHE}, {@code AESGCM}, {@code ECDHE+AESGCM} for both); {@code !} in front removes them for good,
 * {@code -} for now, {@code +} moves them to the end. {@code @SECLEVEL=N} is accepted up to 2, which is what the JDK's
 * own rules come to.
 */
final class CipherList {

    /** OpenSSL's name, and the properties that select it besides those that are parts of the name. */
    private static final String[] SUITES = {
        "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-RSA-AES256-GCM-SHA384",
        "DHE-RSA-AES256-GCM-SHA384",
        "ECDHE-ECDSA-CHACHA20-POLY1305",
        "ECDHE-RSA-CHACHA20-POLY1305",
        "DHE-RSA-CHACHA20-POLY1305",
        "ECDHE-ECDSA-AES128-GCM-SHA256",
        "ECDHE-RSA-AES128-GCM-SHA256",
        "DHE-RSA-AES128-GCM-SHA256",
        "ECDHE-ECDSA-AES256-SHA384",
        "ECDHE-RSA-AES256-SHA384",
        "DHE-RSA-AES256-SHA256",
        "ECDHE-ECDSA-AES128-SHA256",
        "ECDHE-RSA-AES128-SHA256",
        "DHE-RSA-AES128-SHA256",
        "ECDHE-ECDSA-AES256-SHA",
        "ECDHE-RSA-AES256-SHA",
        "DHE-RSA-AES256-SHA",
        "ECDHE-ECDSA-AES128-SHA",
        "ECDHE-RSA-AES128-SHA",
        "DHE-RSA-AES128-SHA",
        "AES256-GCM-SHA384",
        "AES128-GCM-SHA256",
        "AES256-SHA256",
        "AES128-SHA256",
        "AES256-SHA",
        "AES128-SHA"
    };

    /** Properties that OpenSSL knows and no suite here has, so that {@code !aNULL} and the like say something. */
    private static final Set<String> ABSENT = Set.of(
            "aNULL",
            "eNULL",
            "NULL",
            "EXPORT",
            "EXP",
            "LOW",
            "MEDIUM",
            "MD5",
            "RC4",
            "RC2",
            "3DES",
            "DES",
            "IDEA",
            "SEED",
            "PSK",
            "kPSK",
            "aPSK",
            "SRP",
            "kSRP",
            "aSRP",
            "DSS",
            "aDSS",
            "ADH",
            "AECDH",
            "CAMELLIA",
            "CAMELLIA128",
            "CAMELLIA256",
            "ARIA",
            "ARIA128",
            "ARIA256",
            "AESCCM",
            "AESCCM8",
            "ARIAGCM",
            "COMPLEMENTOFDEFAULT",
            "COMPLEMENTOFALL",
            "GOST94",
            "aGOST",
            "kGOST",
            "kRSAPSK",
            "kDHEPSK",
            "kECDHEPSK");

    static final List<String> TLS13 =
            List.of("TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256");
    private static final Map<String, Set<String>> PROPERTIES = properties();

    private CipherList() {}

    /** Return IANA's names of the TLS 1.2 suites that a cipher string selects, the preferred first. */
    static List<String> tls12(String text) throws TlsException {
        LinkedHashSet<String> chosen = new LinkedHashSet<>();
        Set<String> banned = new LinkedHashSet<>();
        for (String word : text.split("[:, ;]+")) {
            if (word.startsWith("@")) {
                control(word);
                continue;
            }
            boolean plain = word.isEmpty() || "!-+".indexOf(word.charAt(0)) < 0;
            List<String> selected = select(plain ? word : word.substring(1));
            if (plain) {
                selected.removeAll(banned);
                chosen.addAll(selected);
            } else {
                selected.retainAll(chosen);
                chosen.removeAll(selected);
                if (word.startsWith("+")) {
                    chosen.addAll(selected);
                } else if (word.startsWith("!")) {
                    banned.addAll(select(word.substring(1)));
                }
            }
        }
        if (chosen.isEmpty()) {
            throw new TlsException("no cipher match: none of this program's ciphers is selected by \"" + text + "\"");
        }
        return chosen.stream().map(CipherList::iana).toList();
    }

    /** Return the TLS 1.3 suites of a list with colons; OpenSSL's and IANA's names are the same. */
    static List<String> tls13(String text) throws TlsException {
        List<String> names = List.of(text.split(":"));
        for (String name : names) {
            if (!TLS13.contains(name)) {
                throw new TlsException("\"" + name + "\" is no TLS 1.3 ciphersuite that this program has; it has "
                        + String.join(", ", TLS13.stream().sorted().toList()));
            }
        }
        return names;
    }

    private static void control(String word) throws TlsException {
        if (word.equals("@STRENGTH")) {
            return; // the table is in the order of strength
        }
        if (!word.matches("@SECLEVEL=[012]")) {
            throw new TlsException("\"" + word + "\" is not supported; known are @SECLEVEL=0 to @SECLEVEL=2");
        }
    }

    private static List<String> select(String word) throws TlsException {
        List<String> selected = new ArrayList<>(List.of(SUITES));
        for (String property : word.split("\\+")) {
            if (!ABSENT.contains(property)
                    && PROPERTIES.values().stream().noneMatch(known -> known.contains(property))) {
                throw new TlsException("unknown cipher or property \"" + property + "\" in a cipher string");
            }
            selected.removeIf(suite -> !PROPERTIES.getOrDefault(suite, Set.of()).contains(property));
        }
        return selected;
    }

    private static Map<String, Set<String>> properties() {
        Map<String, Set<String>> all = new LinkedHashMap<>();
        for (String suite : SUITES) {
            Set<String> own = new LinkedHashSet<>(List.of(suite, "ALL", "DEFAULT", "HIGH"));
            own.addAll(
                    suite.startsWith("ECDHE")
                            ? List.of("ECDHE", "EECDH", "kECDHE", "kEECDH", "ECDH")
                            : suite.startsWith("DHE") ? List.of("DHE", "EDH", "kDHE", "kEDH", "DH") : List.of("kRSA"));
            own.addAll(suite.contains("ECDSA") ? List.of("aECDSA", "ECDSA") : List.of("aRSA"));
            if (!suite.contains("DHE")) {
                own.add("RSA");
            }
            if (suite.contains("CHACHA20")) {
                own.add("CHACHA20");
            } else {
                own.addAll(List.of("AES", suite.contains("AES256") ? "AES256" : "AES128"));
            }
            if (suite.contains("GCM")) {
                own.add("AESGCM");
            }
            boolean mac = !suite.contains("GCM") && !suite.contains("CHACHA20");
            own.add(suite.endsWith("-SHA") ? "SSLv3" : "TLSv1.2");
            if (mac) {
                own.add(suite.substring(suite.lastIndexOf('-') + 1));
                if (suite.endsWith("-SHA")) {
                    own.add("SHA1");
                }
            }
            all.put(suite, own);
        }
        return all;
    }

    private static String iana(String suite) {
        List<String> parts = new ArrayList<>(Arrays.asList(suite.split("-")));
        int cipher = 0;
        while (!parts.get(cipher).startsWith("AES") && !parts.get(cipher).equals("CHACHA20")) {
            cipher++;
        }
        String exchange = cipher == 0 ? "RSA" : String.join("_", parts.subList(0, cipher));
        String bulk = parts.get(cipher).replace("AES", "AES_");
        String mode = parts.get(cipher + 1);
        return "TLS_" + exchange + "_WITH_"
                + switch (mode) {
                    case "POLY1305" -> "CHACHA20_POLY1305_SHA256";
                    case "GCM" -> bulk + "_GCM_" + parts.get(cipher + 2);
                    default -> bulk + "_CBC_" + mode;
                };
    }
}
