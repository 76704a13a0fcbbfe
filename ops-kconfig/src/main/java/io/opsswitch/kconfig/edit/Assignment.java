/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.edit;

import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;

/**
 * A value that a symbol is to have.
 *
 * @param symbol the symbol
 * @param value y, m or n; or the text of a number or string, without quotes
 */
public record Assignment(Symbol symbol, String value) {

    /**
     * Read {@code SYMBOL=VALUE}.
     *
     * @param prefix what names may start with, such as {@code CONFIG_}
     * @throws IllegalArgumentException when there is no {@code =}, or no such symbol; the message is for the user
     */
    public static Assignment parse(KconfigTree tree, String text, String prefix) {
        int equals = text.indexOf('=');
        if (equals <= 0) {
            throw new IllegalArgumentException("\"" + text + "\" assigns nothing, perhaps you should write "
                    + (equals < 0 && !text.isEmpty() ? text : "SYMBOL") + "=VALUE");
        }
        Symbol symbol = SymbolNames.find(tree, text.substring(0, equals), prefix);
        return new Assignment(symbol, text.substring(equals + 1));
    }

    /** Return the value as a configuration stores it: hexadecimal numbers start with {@code 0x}. */
    public String stored() {
        boolean bare = symbol.type() == SymbolType.HEX && !value.startsWith("0x") && !value.startsWith("0X");
        return bare ? "0x" + value : value;
    }
}
