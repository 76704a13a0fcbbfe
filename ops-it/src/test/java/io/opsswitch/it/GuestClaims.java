/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a script says of its claims while it runs: a line {@code ok TEXT} or {@code FAIL TEXT} for each, lines that
 * begin with a blank about the one before, and {@code end N} behind the last of N claims. Whatever else is printed is kept
 * with the claim before it. For one thread.
 */
final class GuestClaims implements Iterator<GuestClaims.Claim> {

    private static final String GOOD = "ok ";
    private static final String BAD = "FAIL ";
    private static final String END = "end ";

    private final BufferedReader lines;
    private @Nullable String next;
    private int count;
    private int announced = -1;
    private final List<String> before = new ArrayList<>();

    /**
     * One claim.
     *
     * @param text what is claimed
     * @param holds whether it holds
     * @param details what the script said about it
     */
    record Claim(String text, boolean holds, List<String> details) {}

    GuestClaims(BufferedReader lines) {
        this.lines = lines;
        this.next = read(before);
    }

    /** Read up to the first line of a claim, or to the end; keep others. */
    private @Nullable String read(List<String> others) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(GOOD) || line.startsWith(BAD)) {
                    return line;
                }
                if (line.startsWith(END)) {
                    announced = Integer.parseInt(line.substring(END.length()).strip());
                }
                others.add(line);
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Claim next() {
        String line = next;
        if (line == null) {
            throw new NoSuchElementException("there are no more claims");
        }
        count++;
        List<String> details = new ArrayList<>();
        next = read(details);
        boolean holds = line.startsWith(GOOD);
        return new Claim(line.substring(holds ? GOOD.length() : BAD.length()).strip(), holds, details);
    }

    /** Fail unless the script came to its end, and all the claims that it announced there were read. */
    void requireEnd() {
        if (announced != count || count == 0) {
            throw new AssertionError(
                    announced < 0
                            ? "the script stopped after " + count + " claims, before its end; it began with " + before
                            : "the script made " + announced + " claims, of which " + count + " were read");
        }
    }
}
