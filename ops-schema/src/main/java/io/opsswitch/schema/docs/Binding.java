/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.docs;

import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaProblem.Kind;
import io.opsswitch.schema.model.Position;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.SourceText;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Unmarshaller;
import java.io.StringReader;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.util.StreamReaderDelegate;
import org.jspecify.annotations.Nullable;

/** Lets JAXB fill {@link Elements}, and notes which start tag each object came from. */
final class Binding {

    private Binding() {}

    /** JAXB's context is dear to make and safe to share. */
    private static final class Context {
        static final JAXBContext INSTANCE = make();

        private static JAXBContext make() {
            // JAXB looks for its runtime in the thread's class loader, which inside a build tool may be anybody's.
            Thread thread = Thread.currentThread();
            ClassLoader before = thread.getContextClassLoader();
            thread.setContextClassLoader(Binding.class.getClassLoader());
            try {
                return JAXBContext.newInstance(Elements.Database.class);
            } catch (JAXBException e) {
                throw new IllegalStateException("JAXB cannot bind the documentation's classes", e);
            } finally {
                thread.setContextClassLoader(before);
            }
        }
    }

    static Elements.Database unmarshal(SourceText source) throws SchemaException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try {
            CountingReader reader = new CountingReader(factory.createXMLStreamReader(new StringReader(source.text())));
            Unmarshaller unmarshaller = Context.INSTANCE.createUnmarshaller();
            unmarshaller.setListener(new Unmarshaller.Listener() {
                @Override
                public void beforeUnmarshal(Object target, @Nullable Object parent) {
                    if (target instanceof Elements.Bound element) {
                        element.index = reader.startTags - 1;
                    }
                }
            });
            Elements.Database database =
                    unmarshaller.unmarshal(reader, Elements.Database.class).getValue();
            while (reader.hasNext()) {
                reader.next(); // JAXB stops behind the root element; what follows must be well-formed too
            }
            if (reader.doctype != null) {
                throw new Problems()
                        .fatal(
                                Kind.FORM,
                                position(source, reader.doctype),
                                "the file has a DOCTYPE, which is not supported",
                                "remove it");
            }
            return database;
        } catch (XMLStreamException e) {
            throw malformed(source, e);
        } catch (JAXBException e) {
            if (e.getLinkedException() instanceof XMLStreamException cause) {
                throw malformed(source, cause);
            }
            throw new Problems()
                    .fatal(
                            Kind.SYNTAX,
                            new Position(source.file(), 1, 1),
                            "the file is not understood (" + e.getMessage() + ")",
                            "compare it with the format of a documentation file");
        }
    }

    private static SchemaException malformed(SourceText source, XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int cut = message.indexOf("Message: "); // before it stands the position once more
        String what = cut < 0 ? message : message.substring(cut + "Message: ".length());
        return new Problems()
                .fatal(
                        Kind.SYNTAX,
                        position(source, e.getLocation()),
                        "this is not well-formed XML: " + what.strip(),
                        "correct the syntax here or just before");
    }

    private static Position position(SourceText source, @Nullable Location location) {
        return location == null
                ? new Position(source.file(), 1, 1)
                : new Position(
                        source.file(), Math.max(1, location.getLineNumber()), Math.max(1, location.getColumnNumber()));
    }

    /** Counts start tags, and notices a document type. */
    private static final class CountingReader extends StreamReaderDelegate {
        int startTags;

        @Nullable
        Location doctype;

        CountingReader(XMLStreamReader reader) {
            super(reader);
        }

        @Override
        public int next() throws XMLStreamException {
            int event = super.next();
            if (event == START_ELEMENT) {
                startTags++;
            } else if (event == DTD) {
                doctype = getLocation();
            }
            return event;
        }

        @Override
        public int nextTag() throws XMLStreamException {
            int event = super.nextTag();
            if (event == START_ELEMENT) {
                startTags++;
            }
            return event;
        }
    }
}
