/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.screen.Canvas;

/** Something that lies on the desk: it draws itself, and gets the keys while it is on top. */
interface Page {

    /** Draw. */
    void draw(Canvas canvas, Desk desk);

    /** React to a key. */
    void handle(Key key, Desk desk);

    /** Tell whether the page below shows around this one. */
    default boolean isDialog() {
        return false;
    }

    /** Look whether something that goes on in the background is done. */
    default boolean tick(Desk desk) {
        return false;
    }
}
