package org.scepclient.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes screenshots of a page, light, dark and as wide as a phone, for human review, and checks accessibility with
 * axe-core.
 */
final class Screenshots {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int PHONE = 390;
    private static final int HEIGHT = 900;
    private static final int WIDTH = 1280;

    private static final String VIOLATIONS = """
            () => {
              document.querySelectorAll('details').forEach(one => one.open = true);
              return axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
                  rule => rule.id + ': ' + rule.help + ' ' + rule.nodes.map(node => node.target + ' ' + node.html)));
            }""";

    private final String axe;

    Screenshots() {
        try (InputStream in = Screenshots.class.getResourceAsStream("/axe.min.js")) {
            this.axe = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Takes screenshots of the current page and requires that axe-core does not find a violation. */
    void at(Page page, String name) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        picture(page, name + "-dark");
        check(page, name + ", dark");
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
        picture(page, name);
        check(page, name + ", light");
        page.setViewportSize(PHONE, HEIGHT);
        picture(page, name + "-phone");
        int overhang = (Integer) page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth");
        page.setViewportSize(WIDTH, HEIGHT);
        assertThat(overhang).as(name + " is wider than a phone").isLessThanOrEqualTo(0);
    }

    /** Takes a screenshot as wide as a 4K screen. */
    void large(Page page, String name) {
        page.setViewportSize(3840, 2160);
        picture(page, name + "-4k");
        page.setViewportSize(WIDTH, HEIGHT);
    }

    private void check(Page page, String what) {
        if (Boolean.FALSE.equals(page.evaluate("() => 'axe' in window"))) {
            page.evaluate(axe);
        }
        assertThat((List<?>) page.evaluate(VIOLATIONS)).as(what).isEmpty();
    }

    private static void picture(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(name + ".png")));
    }
}
