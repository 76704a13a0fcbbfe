/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.template;

import freemarker.template.SimpleNumber;
import freemarker.template.SimpleScalar;
import freemarker.template.TemplateBooleanModel;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.edit.SymbolNames;
import io.opsswitch.maven.image.PlatformConfiguration;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a template sees: each symbol under its name, {@code platform} and {@code version}. A bool is true or false, an int
 * a number, a hex or string a text; a key-value that the configuration does not have, because what it depends on is off, is
 * missing, so that {@code X??} asks for it. A name that the tree does not define is an error.
 */
final class ConfigurationModel implements TemplateHashModel {

    private final PlatformConfiguration configuration;
    private final Map<String, String> others;

    ConfigurationModel(PlatformConfiguration configuration, String version) {
        this.configuration = configuration;
        this.others = Map.of("platform", configuration.platform(), "version", version);
    }

    @Override
    public @Nullable TemplateModel get(String name) throws TemplateModelException {
        String other = others.get(name);
        if (other != null) {
            return new SimpleScalar(other);
        }
        if (!configuration.knownSymbols().contains(name)) {
            List<String> near = SymbolNames.alike(configuration.knownSymbols(), name);
            throw new UnknownNameException("there is no symbol " + name + " in the Kconfig tree"
                    + (near.isEmpty() ? "" : ", perhaps you mean " + String.join(" or ", near)));
        }
        String value = configuration.keyValues().get(name);
        if (value != null) {
            return typed(name, value);
        }
        SymbolType type = configuration.types().get(name);
        if (type != null && !type.isLogical()) {
            return null;
        }
        boolean on = configuration.features().contains(name)
                || configuration.modules().contains(name);
        return on ? TemplateBooleanModel.TRUE : TemplateBooleanModel.FALSE;
    }

    private TemplateModel typed(String name, String value) {
        boolean number = configuration.types().get(name) == SymbolType.INT && value.matches("-?[0-9]+");
        return number ? new SimpleNumber(new BigInteger(value)) : new SimpleScalar(value);
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    /** Thrown for a name that the tree does not define; its message is for people. */
    static final class UnknownNameException extends TemplateModelException {
        private static final long serialVersionUID = 1L;

        private final String sentence;

        UnknownNameException(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }
}
