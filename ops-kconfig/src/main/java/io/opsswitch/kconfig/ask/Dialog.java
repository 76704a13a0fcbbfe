/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ask;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where questions go and answers come from. */
public interface Dialog {

    /** Print a text as it is. */
    void print(String text);

    /**
     * Read a line, with its line end if it has one; null, after telling the user, when there is none left.
     *
     * <p>Where people do not see what they type, this also prints the line.
     *
     * @throws NoAnswerException when nobody may be asked
     */
    @Nullable
    String readLine() throws IOException, NoAnswerException;

    /** Print what {@link #readLine} would, had it read this. */
    void echo(String line);

    /** Tell whether a read came to the end of all input. */
    boolean isAtEnd();
}
