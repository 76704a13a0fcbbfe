/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Writes small random trees, without circles: a symbol depends on earlier ones only, and selects later ones. */
public final class RandomTrees {

    private final Random random;
    private final StringBuilder out = new StringBuilder();
    private final List<String> logical = new ArrayList<>();
    private final List<String> members = new ArrayList<>();
    private int symbols;
    private final int total;
    private final boolean rich;
    private boolean oldChoices;
    private boolean oldWords;
    private int choices;

    private RandomTrees(long seed, boolean rich) {
        this(seed, rich, 14);
    }

    private RandomTrees(long seed, boolean rich, int sizes) {
        this.rich = rich;
        this.random = new Random(seed);
        this.total = 4 + random.nextInt(sizes);
    }

    public static String tree(long seed, Dialect dialect) {
        return new RandomTrees(seed, false).write(dialect);
    }

    /** With selects and implies, several definitions and {@code visible if}; named, optional and tristate choices. */
    public static String richTree(long seed, Dialect dialect) {
        return new RandomTrees(seed, true).write(dialect);
    }

    /** With few symbols, so that everything can be tried. */
    public static String smallTree(long seed, Dialect dialect) {
        return new RandomTrees(seed, true, 4).write(dialect);
    }

    /** Write a random configuration, partly nonsense, for a tree of this class. */
    public static String config(long seed) {
        Random random = new Random(seed);
        StringBuilder out = new StringBuilder();
        String[] values = {"y", "n", "m", "5", "0x1f", "\"text\"", "\"a \\\"b\\\"\"", "99"};
        for (int i = 0; i < 20; i++) {
            if (random.nextInt(3) > 0) {
                String name = "CONFIG_S" + random.nextInt(18);
                out.append(
                        random.nextInt(4) == 0
                                ? "# " + name + " is not set\n"
                                : name + "=" + values[random.nextInt(values.length)] + "\n");
            }
        }
        return out.toString();
    }

    private String write(Dialect dialect) {
        oldChoices = rich && dialect.has(Feature.CLASSIC_CHOICES);
        oldWords = dialect.has(Feature.OLD_WORDS);
        out.append("mainmenu \"Random\"\nconfig MODULES\n\tbool \"modules\"\n")
                .append(dialect.has(Feature.MODULES_KEYWORD) ? "\tmodules\n" : "\toption modules\n");
        if (random.nextBoolean()) {
            out.append("\tdefault y\n");
        }
        while (symbols < total) {
            entry(0);
        }
        return out.toString();
    }

    private void entry(int depth) {
        int kind = random.nextInt(depth > 2 ? 6 : 10);
        switch (kind) {
            case 6 -> menu(depth);
            case 7 -> block("if " + condition(2) + "\n", "endif\n", depth);
            case 8 -> choice();
            case 9 ->
                out.append("comment \"Comment ").append(symbols).append("\"\n").append(dependency());
            case 5 -> {
                symbol();
                if (rich && depth == 0) {
                    again();
                }
            }
            default -> symbol();
        }
    }

    private void menu(int depth) {
        // Older tools want "visible if" first.
        String visible = rich && random.nextInt(3) == 0 ? "\tvisible if " + condition(1) + "\n" : "";
        // kconfig-frontends writes over such a condition as often as it uses it.
        visible = oldWords && visible.matches("(?s).*\\bm\\b.*") ? "" : visible;
        block("menu \"Menu " + symbols + "\"\n" + visible + dependency(), "endmenu\n", depth);
    }

    private void block(String start, String end, int depth) {
        out.append(start);
        for (int i = random.nextInt(3) + 1; i > 0; i--) {
            entry(depth + 1);
        }
        out.append(end);
    }

    private void choice() {
        boolean named = oldChoices && random.nextInt(3) == 0;
        out.append(named ? "choice CHOICE" + choices++ : "choice").append("\n\tprompt \"Pick ");
        out.append(symbols).append("\"\n").append(dependency());
        boolean tristate = oldChoices && random.nextBoolean();
        out.append(tristate ? "\ttristate\n" : "");
        out.append(oldChoices && random.nextInt(3) == 0 ? "\toptional\n" : "");
        int size = 2 + random.nextInt(2);
        if (random.nextBoolean()) {
            out.append("\tdefault S").append(symbols + random.nextInt(size)).append('\n');
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            names.add("S" + symbols);
            out.append("config S")
                    .append(symbols)
                    .append(tristate && random.nextInt(4) > 0 ? "\n\ttristate" : "\n\tbool")
                    .append(" \"member ")
                    .append(symbols++)
                    .append("\"\n");
            if (random.nextInt(3) == 0) {
                out.append(dependency());
            }
        }
        out.append("endchoice\n");
        members.addAll(names);
    }

    private void symbol() {
        String name = "S" + symbols++;
        String[] types = {"bool", "bool", "tristate", "tristate", "int", "hex", "string"};
        String type = types[random.nextInt(types.length)];
        boolean isLogical = type.equals("bool") || type.equals("tristate");
        out.append(isLogical && random.nextInt(5) == 0 ? "menuconfig " : "config ")
                .append(name)
                .append("\n\t")
                .append(type);
        boolean prompted = out.charAt(out.lastIndexOf("config") - 1) == 'u' || random.nextInt(4) > 0;
        if (prompted) {
            out.append(" \"prompt of ").append(name).append('"');
            if (random.nextInt(4) == 0) {
                out.append(" if ").append(condition(2));
            }
        }
        out.append('\n').append(dependency());
        for (int i = random.nextInt(3); i > 0; i--) {
            out.append("\tdefault ").append(isLogical ? condition(1) : constant(type));
            out.append(random.nextBoolean() ? " if " + condition(2) + "\n" : "\n");
        }
        if (type.equals("int") && random.nextBoolean()) {
            out.append("\trange 3 40\n");
        }
        if (type.equals("hex") && random.nextBoolean()) {
            out.append("\trange 0x3 0x3F\n");
        }
        if (isLogical) {
            if (rich && symbols < total && random.nextInt(3) == 0) {
                // Later symbols may turn out to be numbers, which a select only warns about.
                int target = symbols + random.nextInt(total - symbols);
                out.append(random.nextBoolean() ? "\tselect S" : "\timply S").append(target);
                out.append(random.nextBoolean() ? " if " + condition(1) + "\n" : "\n");
            }
            logical.add(name);
        }
    }

    /** Define an earlier symbol once more, with what no other symbol can make circular. */
    private void again() {
        if (!logical.isEmpty()) {
            out.append("config ").append(logical.get(random.nextInt(logical.size())));
            out.append("\n\tprompt \"again ").append(symbols).append("\" if MODULES\n\tdefault y if MODULES\n");
        }
    }

    private String dependency() {
        return random.nextInt(3) == 0 ? "\tdepends on " + condition(2) + "\n" : "";
    }

    private String constant(String type) {
        return switch (type) {
            case "int" -> Integer.toString(random.nextInt(60));
            case "hex" -> "0x" + Integer.toHexString(random.nextInt(90));
            default -> "\"text " + random.nextInt(5) + "\"";
        };
    }

    private String name() {
        if (!members.isEmpty() && random.nextInt(5) == 0) {
            return members.get(random.nextInt(members.size()));
        }
        return logical.isEmpty() || random.nextInt(8) == 0
                ? new String[] {"y", "m", "n", "MODULES"}[random.nextInt(4)]
                : logical.get(random.nextInt(logical.size()));
    }

    private String condition(int depth) {
        String symbol = name();
        if (depth == 0) {
            return symbol;
        }
        return switch (random.nextInt(7)) {
            case 0 -> "!" + symbol;
            case 1 -> symbol + " = " + "ymn".charAt(random.nextInt(3));
            // Not "!= y": of a bool, the tool of Linux 6.12 reads that from memory it does not own.
            case 2 -> symbol + " != " + "mn".charAt(random.nextInt(2));
            case 3 -> "(" + condition(depth - 1) + " && " + condition(depth - 1) + ")";
            case 4 -> "(" + condition(depth - 1) + " || " + condition(depth - 1) + ")";
            default -> symbol;
        };
    }
}
