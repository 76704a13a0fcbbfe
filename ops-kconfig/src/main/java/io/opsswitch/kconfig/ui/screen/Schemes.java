/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.screen;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Knows the colour schemes, and which one the environment asks for. */
public final class Schemes {

    /** What Kconfiglib's users can name in MENUCONFIG_STYLE, and mconf's users in MENUCONFIG_COLOR. */
    static final Map<String, String> TEMPLATES = templates();

    private static final String MONOCHROME = "monochrome";

    private Schemes() {}

    /**
     * What the environment asks for.
     *
     * @param theme the looks
     * @param problems what could not be understood, as sentences
     */
    public record Chosen(Theme theme, List<String> problems) {}

    private static Map<String, String> templates() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(
                "default",
                "path=fg:black,bg:white,bold separator=fg:black,bg:yellow,bold list=fg:black,bg:white"
                        + " selection=fg:white,bg:blue,bold inv-list=fg:red,bg:white inv-selection=fg:red,bg:blue"
                        + " help=path show-help=list frame=fg:black,bg:yellow,bold body=fg:white,bg:black"
                        + " edit=fg:white,bg:blue jump-edit=edit text=list");
        all.put(
                MONOCHROME,
                "path=bold separator=bold,standout list= selection=bold,standout inv-list=underline"
                        + " inv-selection=bold,standout,underline help=bold show-help= frame=bold,standout body="
                        + " edit=standout jump-edit= text=");
        all.put(
                "aquatic",
                "default path=fg:white,bg:blue separator=fg:white,bg:cyan help=path frame=fg:white,bg:cyan"
                        + " body=fg:white,bg:blue edit=fg:black,bg:white");
        all.put("mono", MONOCHROME);
        all.put(
                "blackbg",
                "path=fg:red,bg:black,bold separator=fg:yellow,bg:black list=fg:white,bg:black"
                        + " selection=fg:white,bg:red,bold inv-list=fg:cyan,bg:black inv-selection=fg:cyan,bg:red"
                        + " help=fg:yellow,bg:black show-help=list frame=fg:yellow,bg:black,bold body=list"
                        + " edit=fg:black,bg:yellow jump-edit=edit text=list");
        all.put(
                "classic",
                "path=fg:yellow,bg:blue,bold separator=fg:yellow,bg:blue,bold list=fg:black,bg:white"
                        + " selection=fg:white,bg:blue,bold inv-list=fg:red,bg:white inv-selection=fg:red,bg:blue"
                        + " help=fg:cyan,bg:blue,bold show-help=list frame=fg:yellow,bg:white,bold body=list"
                        + " edit=fg:yellow,bg:blue jump-edit=edit text=list");
        all.put(
                "bluetitle",
                "path=fg:cyan,bg:blue,bold separator=fg:blue,bg:white,bold list=fg:black,bg:white"
                        + " selection=fg:white,bg:blue,bold inv-list=fg:red,bg:white inv-selection=fg:red,bg:blue"
                        + " help=fg:cyan,bg:blue,bold show-help=list frame=fg:blue,bg:white,bold body=list"
                        + " edit=fg:white,bg:blue jump-edit=edit text=list");
        return all;
    }

    /**
     * Choose.
     *
     * <p>MENUCONFIG_STYLE counts over MENUCONFIG_COLOR. NO_COLOR, when not empty, takes all colours away, and so does a
     * terminal that has none.
     */
    public static Chosen choose(Map<String, String> environment, boolean terminalHasColours) {
        boolean plain =
                !terminalHasColours || !environment.getOrDefault("NO_COLOR", "").isEmpty();
        StyleText text = new StyleText().read(plain ? MONOCHROME : "default");
        String scheme = environment.getOrDefault("MENUCONFIG_COLOR", "");
        String style = environment.getOrDefault("MENUCONFIG_STYLE", "");
        String variable = style.isEmpty() ? "MENUCONFIG_COLOR" : "MENUCONFIG_STYLE";
        StyleText wanted = new StyleText().read(style.isEmpty() ? scheme : style);
        if (!plain) {
            text.read(style.isEmpty() ? scheme : style);
        }
        List<String> problems =
                wanted.problems().stream().map(p -> variable + ": " + p).toList();
        return new Chosen(plain ? withoutColours(text.theme()) : text.theme(), problems);
    }

    private static Theme withoutColours(Theme theme) {
        Map<Role, Look> looks = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            looks.put(role, theme.look(role).withoutColours());
        }
        return new Theme(looks);
    }
}
