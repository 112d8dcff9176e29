package org.scepclient.web.page;

import java.util.function.Consumer;
import org.scepclient.web.markup.Markup;

/** What is around every page. Links are relative, so that the page works under any path. */
public final class Layout {
    private final String title;
    private final String returnLink;
    private final boolean refreshing;

    /**
     * @param returnLink where Return leads; empty before the login, when there is no menu
     * @param refreshing whether the page loads itself anew every few seconds
     */
    public Layout(String title, String returnLink, boolean refreshing) {
        this.title = title;
        this.returnLink = returnLink;
        this.refreshing = refreshing;
    }

    public String around(Consumer<Markup> content) {
        Markup page = new Markup().open("html", "lang", "en").open("head").single("meta", "charset", "utf-8");
        page.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.single("meta", "name", "color-scheme", "content", "light dark");
        if (refreshing) {
            page.single("meta", "http-equiv", "refresh", "content", "3");
        }
        page.leaf("title", title + " - SCEP Client").single("link", "rel", "stylesheet", "href", "style.css");
        page.close()
                .open("body")
                .open("header")
                .leaf("p", "SCEP Client", "class", "app")
                .close();
        page.open("div", "class", "columns");
        if (!returnLink.isEmpty()) {
            menu(page);
        }
        page.open("main").leaf("h1", title).open("div", "class", "content");
        content.accept(page);
        return page.close().close().close().close().close().document();
    }

    private void menu(Markup page) {
        page.open("nav", "aria-label", "Main menu");
        page.leaf("h2", "Configuration");
        link(page, "global", "Global");
        page.leaf("h2", "Information");
        link(page, "status", "Status");
        page.leaf("h2", "Customization");
        link(page, "password", "Password");
        link(page, returnLink, "Return");
        page.close();
    }

    private void link(Markup page, String target, String words) {
        if (words.equals(title)) {
            page.leaf("a", words, "href", target, "aria-current", "page");
        } else {
            page.leaf("a", words, "href", target);
        }
    }
}
