package org.scepclient.web.page;

import java.util.function.Consumer;
import org.scepclient.web.markup.Markup;

/** The layout of all pages: header, menu, and title. Links are relative, so that pages work under any path. */
public final class Layout {
    private final String title;
    private final String returnLink;
    private final boolean refreshing;
    private final String formToken;

    /**
     * @param returnLink target of Return; empty before login, when there is no menu
     * @param refreshing whether browsers without JavaScript reload the page every few seconds
     */
    public Layout(String title, String returnLink, boolean refreshing) {
        this(title, returnLink, refreshing, "");
    }

    private Layout(String title, String returnLink, boolean refreshing, String formToken) {
        this.title = title;
        this.returnLink = returnLink;
        this.refreshing = refreshing;
        this.formToken = formToken;
    }

    /** Adds a button that ends the session. */
    public Layout withLogOut(String sessionsFormToken) {
        return new Layout(title, returnLink, refreshing, sessionsFormToken);
    }

    /** Renders the document. */
    public String render(Consumer<Markup> content) {
        Markup page = new Markup().open("html", "lang", "en");
        head(page);
        page.open("body").leaf("a", "Skip to content", "class", "skip", "href", "#main");
        header(page);
        page.open("div", "class", "columns");
        if (!returnLink.isEmpty()) {
            menu(page);
        }
        page.open("main", "id", "main", "tabindex", "-1").leaf("h1", title).open("div", "class", "content");
        content.accept(page);
        return page.close().close().close().close().close().document();
    }

    private void head(Markup page) {
        page.open("head").single("meta", "charset", "utf-8");
        page.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        page.single("meta", "name", "color-scheme", "content", "light dark");
        if (refreshing) {
            page.open("noscript")
                    .single("meta", "http-equiv", "refresh", "content", "3")
                    .close();
        }
        page.leaf("title", title + " - SCEP Client").single("link", "rel", "stylesheet", "href", "style.css");
        page.leaf("script", "", "src", "script.js", "defer", "defer").close();
    }

    private void header(Markup page) {
        page.open("header").leaf("p", "SCEP Client", "class", "app");
        if (!returnLink.isEmpty()) {
            page.open("div", "class", "person");
            link(page, "password", "Password");
            if (!formToken.isEmpty()) {
                page.open("form", "method", "post", "action", "logout");
                Notice.token(page, formToken);
                page.leaf("button", "Log out", "type", "submit", "class", "plain")
                        .close();
            }
            page.close();
        }
        page.close();
    }

    private void menu(Markup page) {
        page.open("nav", "aria-label", "Main menu");
        menuSection(page, "Configuration", "global", "Global");
        menuSection(page, "Information", "status", "Status", "licenses", "Licenses", "log", "System Log");
        menuSection(page, "Customization", returnLink, "Return");
        page.close();
    }

    private void menuSection(Markup page, String heading, String... links) {
        page.open("div", "class", "box").leaf("h2", heading).open("ul");
        for (int i = 0; i < links.length; i += 2) {
            page.open("li");
            link(page, links[i], links[i + 1]);
            page.close();
        }
        page.close().close();
    }

    private void link(Markup page, String target, String label) {
        if (label.equals(title)) {
            page.leaf("a", label, "href", target, "aria-current", "page");
        } else {
            page.leaf("a", label, "href", target);
        }
    }
}
