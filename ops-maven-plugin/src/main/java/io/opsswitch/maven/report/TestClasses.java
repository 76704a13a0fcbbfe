/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Finds the features that compiled tests need, also through annotations of their own that carry {@code @RequiresFeature}.
 * Loads no class. Used once.
 */
final class TestClasses {

    private static final String ANNOTATION = "Lio/opsswitch/junit/RequiresFeature;";
    private static final String CONTAINER = "Lio/opsswitch/junit/RequiresFeatures;";

    /** What an element says: the features it names, and the other annotations it has. */
    private static final class Element {
        private final Set<String> symbols = new LinkedHashSet<>();
        private final Set<String> annotations = new LinkedHashSet<>();
    }

    /** Elements by the name of the test; annotation types by their descriptor. */
    private final Map<String, Element> tests = new LinkedHashMap<>();

    private final Map<String, Element> annotationTypes = new HashMap<>();

    private TestClasses() {}

    static Map<String, Set<String>> scan(Path folder) throws IOException {
        TestClasses scan = new TestClasses();
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            scan.read(file);
        }
        Map<String, Set<String>> found = new TreeMap<>();
        scan.tests.forEach((name, element) -> {
            for (String symbol : scan.all(element, new HashSet<>())) {
                found.computeIfAbsent(symbol, key -> new TreeSet<>()).add(name);
            }
        });
        return found;
    }

    private Set<String> all(Element element, Set<String> seen) {
        Set<String> symbols = new TreeSet<>(element.symbols);
        for (String descriptor : element.annotations) {
            Element meta = annotationTypes.get(descriptor);
            if (meta != null && seen.add(descriptor)) {
                symbols.addAll(all(meta, seen));
            }
        }
        return symbols;
    }

    private void read(Path file) throws IOException {
        ClassReader reader;
        try {
            reader = new ClassReader(Files.readAllBytes(file));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new IOException(
                    file + " is no class file that this plugin can read (" + e.getMessage()
                            + "); perhaps you should compile the tests again",
                    e);
        }
        reader.accept(new Visitor(), ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }

    private final class Visitor extends ClassVisitor {
        private String test = "";
        private Element element = new Element();

        Visitor() {
            super(Opcodes.ASM9);
        }

        @Override
        public void visit(
                int version,
                int access,
                String name,
                @Nullable String signature,
                @Nullable String superName,
                String[] interfaces) {
            test = name.replace('/', '.').replace('$', '.');
            if ((access & Opcodes.ACC_ANNOTATION) == 0) {
                tests.put(test, element);
            } else {
                annotationTypes.put(Type.getObjectType(name).getDescriptor(), element);
            }
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            return annotation(element, descriptor);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, @Nullable String signature, String[] exceptions) {
            Element method = tests.computeIfAbsent(test + "." + name, key -> new Element());
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    return annotation(method, annotation);
                }
            };
        }
    }

    private static @Nullable AnnotationVisitor annotation(Element element, String descriptor) {
        if (descriptor.equals(ANNOTATION) || descriptor.equals(CONTAINER)) {
            return new Values(element.symbols);
        }
        element.annotations.add(descriptor);
        return null;
    }

    /** Collects all texts of an annotation: those of the one, or of those inside the container. */
    private static final class Values extends AnnotationVisitor {
        private final Set<String> texts;

        Values(Set<String> texts) {
            super(Opcodes.ASM9);
            this.texts = texts;
        }

        @Override
        public void visit(@Nullable String name, Object value) {
            if (value instanceof String text) {
                texts.add(text);
            }
        }

        @Override
        public AnnotationVisitor visitArray(@Nullable String name) {
            return this;
        }

        @Override
        public AnnotationVisitor visitAnnotation(@Nullable String name, String descriptor) {
            return this;
        }
    }
}
