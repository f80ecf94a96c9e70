package de.hilfenetz;

import java.util.ArrayList;
import java.util.List;

/** A page as somebody walks through it who has a keyboard only (G6). */
final class KeyboardWalk {

    private static final int MOST = 60;

    /** A group of radio buttons is one stop. */
    private static final String STOPS = """
            [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex="0"]')]
              .filter(one => one.checkVisibility() && !one.disabled)
              .filter((one, i, all) => one.type !== 'radio' || one.checked
                || (!all.some(other => other.name === one.name && other.checked) && all.findIndex(other => other.name === one.name) === i))""";

    /** Notes of every stop what is wrong with it: out of order, unseen, without a ring, covered; and where no stop is. */
    private static final String NOTE_STOPS = """
            () => {
              document.stops = [];
              let last = document.body;
              document.addEventListener('focusin', event => {
                const one = event.target, faults = document.stops;
                const name = one.outerHTML.slice(0, 120);
                if (one.type !== 'radio' && %s.indexOf(one) < 0) faults.push('not in the order: ' + name);
                const style = getComputedStyle(one), box = one.getBoundingClientRect();
                if (box.width < 1 || box.height < 1) faults.push('unseen: ' + name);
                if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) faults.push('no ring: ' + name);
                const part = one.getClientRects()[0];
                if (!part) return;
                const hit = document.elementFromPoint(part.x + part.width / 2, Math.min(part.y + part.height / 2, part.y + 30));
                if (hit && !one.contains(hit) && !hit.contains(one)) faults.push('covered by ' + hit.outerHTML.slice(0, 80) + ': ' + name);
              });
              document.addEventListener('keyup', () => {
                const one = document.activeElement, after = ' after ' + last.outerHTML.slice(0, 120);
                if (one === document.body) document.stops.push('nowhere' + after);
                else if (one === last) document.stops.push('no way on' + after);
                else if (last.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING) document.stops.push('back' + after);
                last = one;
              });
            }""".formatted(STOPS);

    private KeyboardWalk() {}

    /** What is wrong with the stops of the open page, the first of many; nothing, on a page as it should be. */
    static List<String> faults(Chromium.Window window) {
        var page = window.page();
        var stops = (Integer) page.evaluate("() => " + STOPS + ".length");
        page.evaluate(NOTE_STOPS);
        for (var i = 0; i < Math.min(stops, MOST); i++) {
            page.keyboard().press("Tab");
        }
        var faults = new ArrayList<>(window.strings("() => document.stops"));
        page.keyboard().press("Shift+Tab");
        if (Boolean.TRUE.equals(page.evaluate("() => document.activeElement === document.body"))) {
            faults.add("no way back");
        }
        return faults;
    }
}
