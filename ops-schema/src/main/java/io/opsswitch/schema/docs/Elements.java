/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.docs;

import jakarta.xml.bind.annotation.XmlAccessType;
import jakarta.xml.bind.annotation.XmlAccessorType;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElements;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlTransient;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The documentation file as JAXB binds it. Descriptions are mixed content of any elements and are not bound: they stay in
 * the file's text, which every element can be found in by its index.
 */
final class Elements {

    private Elements() {}

    /** Anything that is bound. */
    @XmlAccessorType(XmlAccessType.FIELD)
    abstract static class Bound {
        /** How many start tags stand before this element's. */
        @XmlTransient
        int index;
    }

    /** Anything that may be tagged. */
    @XmlAccessorType(XmlAccessType.FIELD)
    abstract static class Taggable extends Bound {
        @XmlElement(name = "feature_list")
        List<FeatureList> tags = new ArrayList<>();
    }

    /** {@code <database>}. */
    @XmlRootElement(name = "database")
    @XmlAccessorType(XmlAccessType.FIELD)
    static final class Database extends Bound {
        @XmlAttribute
        @Nullable
        String name;

        @XmlAttribute
        @Nullable
        String title;

        @XmlElement(name = "table")
        List<Table> tables = new ArrayList<>();
    }

    /** {@code <table>}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static final class Table extends Taggable {
        @XmlAttribute
        @Nullable
        String name;

        @XmlAttribute
        @Nullable
        String title;

        @XmlElements({@XmlElement(name = "group", type = Group.class), @XmlElement(name = "column", type = Column.class)
        })
        List<Taggable> items = new ArrayList<>();
    }

    /** {@code <group>}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static final class Group extends Taggable {
        @XmlAttribute
        @Nullable
        String title;

        @XmlElements({@XmlElement(name = "group", type = Group.class), @XmlElement(name = "column", type = Column.class)
        })
        List<Taggable> items = new ArrayList<>();
    }

    /** {@code <column>}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static final class Column extends Taggable {
        @XmlAttribute
        @Nullable
        String name;

        @XmlAttribute
        @Nullable
        String key;

        @XmlAttribute
        @Nullable
        String type;
    }

    /** {@code <feature_list>}. */
    @XmlAccessorType(XmlAccessType.FIELD)
    static final class FeatureList extends Bound {
        @XmlElement(name = "feature")
        List<String> features = new ArrayList<>();
    }
}
