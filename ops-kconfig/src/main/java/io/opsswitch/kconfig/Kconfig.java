/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import io.opsswitch.kconfig.draft.Draft;
import io.opsswitch.kconfig.draft.TooComplexException;
import io.opsswitch.kconfig.link.Linker;
import io.opsswitch.kconfig.parse.Parser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Loads Kconfig trees. */
public final class Kconfig {

    private Kconfig() {}

    /**
     * Load a tree.
     *
     * @param rootFile the first file; a relative path is tried under the working directory and the source root of the
     *     options, then as it is
     * @throws KconfigException when the text has errors; all that could be found are in it
     * @throws IOException when a file exists but cannot be read, or a command cannot be started
     */
    public static KconfigTree load(Path rootFile, KconfigOptions options) throws KconfigException, IOException {
        return DeepStack.run(() -> loadHere(rootFile, options));
    }

    private static KconfigTree loadHere(Path rootFile, KconfigOptions options) throws KconfigException, IOException {
        String name = rootFile.toString();
        Parser parser = new Parser(name, options);
        try {
            Draft draft = parser.parse(name);
            Linker.link(draft, options.dialect(), parser.diagnostics());
            return TreeAssembler.assemble(draft, options, parser);
        } catch (KconfigException e) {
            throw withEarlier(parser.diagnostics().all(), e);
        } catch (TooComplexException e) {
            throw withEarlier(
                    parser.diagnostics().all(),
                    new KconfigException(new SourceLocation(name, 0), TooComplexException.TEXT));
        } catch (StackOverflowError e) {
            // All state is local to this call; chains of thousands of submenus or macros are no sensible tree.
            throw new KconfigException(
                    new SourceLocation(name, 0),
                    "the tree is nested too deeply, perhaps you should look for a chain of a million symbols that"
                            + " each depend on the one before");
        }
    }

    /** An error that ends the load at once knows nothing of the warnings before it. */
    private static KconfigException withEarlier(List<Diagnostic> earlier, KconfigException e) {
        if (earlier.containsAll(e.problems())) {
            return e; // it was made of them
        }
        List<Diagnostic> all = new ArrayList<>(earlier);
        all.addAll(e.problems());
        KconfigException complete = new KconfigException(all);
        complete.initCause(e);
        return complete;
    }
}
