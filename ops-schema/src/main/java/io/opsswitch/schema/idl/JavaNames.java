/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.idl;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Java's names for what a schema names, and the names that are in use already. Stateless. */
final class JavaNames {

    /** Classes that generated code uses. */
    private static final List<String> USED = List.of(
            "Collection",
            "Column",
            "Editor",
            "List",
            "Map",
            "Nullable",
            "NullMarked",
            "Objects",
            "Replica",
            "ReplicaRow",
            "RowEditor",
            "RowReference",
            "RowType",
            "Set",
            "TypedRow",
            "TypedTransaction",
            "UUID");

    /** Classes that every source sees: of java.lang, those that anybody may want beside generated ones. */
    private static final List<String> JAVA_LANG = List.of(
            "Appendable",
            "AutoCloseable",
            "Boolean",
            "Byte",
            "Character",
            "CharSequence",
            "Class",
            "ClassLoader",
            "Cloneable",
            "Comparable",
            "Deprecated",
            "Double",
            "Enum",
            "Error",
            "Exception",
            "Float",
            "FunctionalInterface",
            "IllegalArgumentException",
            "IllegalStateException",
            "Integer",
            "Iterable",
            "Long",
            "Math",
            "Module",
            "Number",
            "Object",
            "Override",
            "Package",
            "Process",
            "ProcessHandle",
            "Readable",
            "Record",
            "Runnable",
            "Runtime",
            "RuntimeException",
            "SafeVarargs",
            "Short",
            "StackWalker",
            "StrictMath",
            "String",
            "StringBuffer",
            "StringBuilder",
            "SuppressWarnings",
            "System",
            "Thread",
            "ThreadGroup",
            "ThreadLocal",
            "Throwable",
            "Void");

    /** Names that no file can have on Windows, whatever its suffix. */
    private static final Pattern DEVICE = Pattern.compile("(?i)con|prn|aux|nul|(com|lpt)[0-9]");

    /** Methods, parameters and words that mean something else in generated classes or in Java. */
    private static final Set<String> RESERVED = Set.of(
            ("abstract assert boolean break byte case catch char class const continue default do double else enum extends"
                            + " final finally float for goto if implements import instanceof int interface long native new"
                            + " package private protected public return short static strictfp super switch synchronized"
                            + " this throw throws transient try void volatile while true false null"
                            + " var yield record sealed permits non when"
                            + " clone equals finalize getClass hashCode notify notifyAll toString wait"
                            + " add all apply delete edit find has insert isNew only otherwise put reference remove replica row"
                            + " set setInitially transaction uuid value verify")
                    .split(" "));

    private static final Pattern FOREIGN = Pattern.compile("[^A-Z0-9]");

    private JavaNames() {}

    /** Return the names that no generated class may have. */
    static List<String> reservedClasses() {
        return Stream.concat(USED.stream(), JAVA_LANG.stream()).toList();
    }

    /** Return the name of a table's class: {@code Flow_Table} becomes {@code FlowTable}. */
    static String classOf(String table) {
        String name = joined(table, true);
        while (isInUse(name)) {
            name += "Row";
        }
        return name;
    }

    private static boolean isInUse(String name) {
        return USED.contains(name)
                || JAVA_LANG.contains(name)
                || DEVICE.matcher(name).matches();
    }

    /** Return the name of the class that lists a database's tables. */
    static String databaseOf(String database) {
        return joined(database, true) + "Database";
    }

    /** Return the name of a column's methods: {@code fail_mode} becomes {@code failMode}. */
    static String methodOf(String column) {
        String name = joined(column, false);
        return RESERVED.contains(name) ? name + "_" : name;
    }

    /** Return a name for use behind a word: {@code failMode} becomes {@code FailMode}. */
    static String capital(String name) {
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** Return the name of a constant, for any text. */
    static String constantOf(String text) {
        String name = FOREIGN.matcher(text.toUpperCase(Locale.ROOT)).replaceAll("_");
        if (name.isEmpty()) {
            return "EMPTY";
        }
        return name.equals("_") || Character.isDigit(name.charAt(0)) ? "_" + name : name;
    }

    private static String joined(String name, boolean capital) {
        StringBuilder out = new StringBuilder();
        for (String word : name.split("_")) {
            if (!word.isEmpty()) {
                out.append(out.length() == 0 && !capital ? lower(word) : capital(word));
            }
        }
        return out.toString();
    }

    /** Abbreviations in capitals go down as a whole. */
    private static String lower(String word) {
        return word.equals(word.toUpperCase(Locale.ROOT))
                ? word.toLowerCase(Locale.ROOT)
                : word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
    }
}
