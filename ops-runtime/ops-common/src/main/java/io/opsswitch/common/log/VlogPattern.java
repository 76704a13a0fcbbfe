/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Formats a message by a pattern of ovs-appctl(8), section "vlog/set PATTERN". */
final class VlogPattern {

    private static final String DEFAULT_TIME = "%Y-%m-%d %H:%M:%S.###";
    private static final long STARTED = System.nanoTime();
    private static final int[] SYSLOG_SEVERITY = {1, 1, 3, 4, 5, 7};
    private static final int LOCAL0 = 16 << 3;

    private VlogPattern() {}

    static String format(String pattern, Vlog module, LogLevel level, long number, Instant time, String message) {
        StringBuilder out = new StringBuilder(pattern.length() + message.length() + 32);
        for (int i = 0; i < pattern.length(); ) {
            char c = pattern.charAt(i++);
            if (c != '%' || i == pattern.length()) {
                out.append(c);
                continue;
            }
            boolean left = pattern.charAt(i) == '-';
            i += left ? 1 : 0;
            boolean zero = i < pattern.length() && pattern.charAt(i) == '0';
            int width = 0;
            while (i < pattern.length() && Character.isDigit(pattern.charAt(i))) {
                width = Math.min(1000, width * 10 + pattern.charAt(i++) - '0');
            }
            if (i == pattern.length()) {
                break;
            }
            char what = pattern.charAt(i++);
            String braces = "";
            if ((what == 'c' || what == 'd' || what == 'D') && i < pattern.length() && pattern.charAt(i) == '{') {
                int close = pattern.indexOf('}', i);
                close = close < 0 ? pattern.length() : close;
                braces = pattern.substring(i + 1, close);
                i = Math.min(pattern.length(), close + 1);
            }
            String field = switch (what) {
                case 'A' -> VlogConfig.program();
                case 'B' -> Integer.toString(LOCAL0 + SYSLOG_SEVERITY[level.ordinal()]);
                case 'c' -> module.name();
                case 'd' -> time(braces, time, ZoneId.systemDefault());
                case 'D' -> time(braces, time, ZoneOffset.UTC);
                case 'E' -> VlogConfig.hostName();
                case 'm' -> message.stripTrailing();
                case 'N' -> Long.toString(number);
                case 'n' -> "\n";
                case 'p' -> level.name();
                case 'P' -> Long.toString(ProcessHandle.current().pid());
                case 'r' -> Long.toString((System.nanoTime() - STARTED) / 1_000_000);
                case 't' -> "main";
                case 'T' -> "";
                default -> Character.toString(what);
            };
            String padding = (zero ? "0" : " ").repeat(Math.max(0, width - field.length()));
            out.append(left ? "" : padding).append(field).append(left ? padding : "");
        }
        return out.toString();
    }

    /** Format a time by strftime's letters as far as they make sense in a log, and ### for milliseconds. */
    private static String time(String braces, Instant instant, ZoneId zone) {
        String format = braces.isEmpty() ? DEFAULT_TIME : braces;
        ZonedDateTime time = instant.atZone(zone);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            char c = format.charAt(i);
            if (c == '#') {
                int start = i;
                while (i + 1 < format.length() && format.charAt(i + 1) == '#') {
                    i++;
                }
                out.append(
                        String.format(Locale.ROOT, "%03d", time.getNano() / 1_000_000), 0, Math.min(3, i - start + 1));
            } else if (c == '%' && i + 1 < format.length()) {
                String java = switch (format.charAt(++i)) {
                    case 'Y' -> "yyyy";
                    case 'y' -> "yy";
                    case 'm' -> "MM";
                    case 'd' -> "dd";
                    case 'e' -> "ppd";
                    case 'H' -> "HH";
                    case 'I' -> "hh";
                    case 'p' -> "a";
                    case 'M' -> "mm";
                    case 'S' -> "ss";
                    case 'b' -> "MMM";
                    case 'B' -> "MMMM";
                    case 'a' -> "EEE";
                    case 'A' -> "EEEE";
                    case 'j' -> "DDD";
                    case 'T' -> "HH:mm:ss";
                    case 'F' -> "yyyy-MM-dd";
                    case 'z' -> "xx";
                    case 'Z' -> "zzz";
                    default -> "";
                };
                out.append(
                        java.isEmpty()
                                ? Character.toString(format.charAt(i))
                                : time.format(DateTimeFormatter.ofPattern(java, Locale.ROOT)));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }
}
