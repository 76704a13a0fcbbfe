/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.macro;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Diagnostic.Severity;
import io.opsswitch.kconfig.KconfigException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The functions that every tree can call. */
public final class BuiltIns {

    private final ShellFunction shell;

    /** Create the functions; {@code $(shell)} runs in the given one. */
    public BuiltIns(ShellFunction shell) {
        this.shell = shell;
    }

    /** Call a function; return null when there is none of that name. */
    @Nullable
    String call(String name, List<String> arguments, MacroContext context) throws KconfigException, IOException {
        int arity = switch (name) {
            case "filename", "lineno" -> 0;
            case "info", "shell" -> 1;
            case "error-if", "warning-if" -> 2;
            default -> -1;
        };
        if (arity < 0) {
            return null;
        }
        if (arguments.size() != arity) {
            String problem = arguments.size() < arity ? "too few" : "too many";
            throw new KconfigException(context.location(), problem + " function arguments passed to '" + name + "'");
        }
        return switch (name) {
            case "filename" -> context.location().file();
            case "lineno" -> Integer.toString(context.location().line());
            case "info" -> {
                context.report(new Diagnostic(Severity.INFO, null, arguments.get(0)));
                yield "";
            }
            case "shell" -> shell.run(arguments.get(0), context);
            case "error-if" -> {
                if (arguments.get(0).equals("y")) {
                    throw new KconfigException(context.location(), arguments.get(1));
                }
                yield "";
            }
            default -> {
                if (arguments.get(0).equals("y")) {
                    context.report(new Diagnostic(Severity.INFO, context.location(), arguments.get(1)));
                }
                yield "";
            }
        };
    }
}
