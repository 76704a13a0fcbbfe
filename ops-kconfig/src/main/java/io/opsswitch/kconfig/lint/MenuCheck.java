/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lint;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.Symbol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checks what users see. */
final class MenuCheck {

    private final KconfigTree tree;
    private final Bounds bounds;
    private final Findings findings;

    MenuCheck(KconfigTree tree, Bounds bounds, Findings findings) {
        this.tree = tree;
        this.bounds = bounds;
        this.findings = findings;
    }

    void check() {
        Deque<MenuNode> open = new ArrayDeque<>();
        open.push(tree.root());
        while (!open.isEmpty()) {
            MenuNode node = open.pop();
            checkChildren(node.children());
            for (int i = node.children().size() - 1; i >= 0; i--) {
                open.push(node.children().get(i));
            }
        }
        tree.symbols().forEach(this::checkHelp);
        tree.choices().forEach(this::checkChoice);
    }

    private void checkChildren(List<MenuNode> children) {
        Map<String, List<MenuNode>> byText = new HashMap<>();
        for (MenuNode child : children) {
            Prompt prompt = child.prompt();
            if (prompt == null || bounds.isNever(prompt.condition())) {
                continue;
            }
            if (prompt.text().isBlank() && child.kind() != MenuNode.Kind.COMMENT) {
                findings.add(
                        Rule.PROMPT_MISSING,
                        prompt.location(),
                        child.symbol(),
                        "this prompt has no text, so that users cannot tell what it is for",
                        "give it a text");
            } else if (child.kind() != MenuNode.Kind.COMMENT) {
                compare(child, prompt, byText.computeIfAbsent(prompt.text(), t -> new ArrayList<>()));
            }
        }
    }

    private void compare(MenuNode node, Prompt prompt, List<MenuNode> earlier) {
        for (MenuNode other : earlier) {
            Prompt theirs = other.prompt();
            boolean same = other.symbol() != null && other.symbol() == node.symbol();
            if (theirs != null && !same && !exclude(prompt.condition(), theirs.condition())) {
                findings.add(
                        Rule.PROMPT_DUPLICATE,
                        prompt.location(),
                        node.symbol(),
                        "the prompt \"" + prompt.text() + "\" is also that of the entry at " + other.location(),
                        "tell the two apart in their prompts, or let them exclude one another");
                break;
            }
        }
        earlier.add(node);
    }

    /** Tell whether one condition has a part that the other denies. */
    private static boolean exclude(Expression a, Expression b) {
        return denies(a, b) || denies(b, a);
    }

    private static boolean denies(Expression a, Expression b) {
        List<Expression> parts = b.parts();
        return a.parts().stream()
                .anyMatch(part -> parts.contains(new Expression.Not(part))
                        || part instanceof Expression.Compare compare
                                && parts.stream().anyMatch(p -> differ(compare, p)));
    }

    private static boolean differ(Expression.Compare a, Expression other) {
        return other instanceof Expression.Compare b && a.left() == b.left() && !a.equals(b);
    }

    private void checkHelp(Symbol symbol) {
        boolean shown = symbol.prompts().stream().anyMatch(p -> !bounds.isNever(p.condition()));
        if (shown && symbol.choice() == null && symbol.nodes().stream().allMatch(n -> n.help() == null)) {
            findings.add(
                    Rule.HELP_MISSING,
                    symbol.nodes().get(0).location(),
                    symbol,
                    symbol.name() + " has a prompt but no help text",
                    "say in a line or two what it does and who needs it");
        }
    }

    private void checkChoice(Choice choice) {
        List<MenuNode> nodes = choice.symbol().nodes();
        if (choice.symbol().defaults().isEmpty() && !choice.isOptional() && !nodes.isEmpty()) {
            findings.add(
                    Rule.CHOICE_DEFAULT_MISSING,
                    nodes.get(0).location(),
                    choice.symbol(),
                    "this choice has no default, so that it takes the first member that is visible",
                    "name the member that most users want");
        }
    }
}
