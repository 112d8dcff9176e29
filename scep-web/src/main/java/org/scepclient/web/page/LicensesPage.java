package org.scepclient.web.page;

import org.scepclient.web.markup.Markup;

/** Information &gt; Licenses: the libraries of the build's own list, and the texts of all licences. */
public record LicensesPage(Licences licences) {

    public void write(Markup page) {
        if (licences.names().isEmpty()) {
            page.leaf("p", "There are no licence texts beside this app; it does not run from an installed package.");
            return;
        }
        page.leaf("p", "This Router App contains the Open-Source Software listed here.");
        page.leaf("h2", "Libraries");
        page.open("ul", "class", "libraries");
        for (Licences.Library library : licences.libraries()) {
            page.open("li").leaf("strong", library.name()).text(" " + library.version() + ", ");
            library.text()
                    .ifPresentOrElse(text -> link(page, text, library.licence()), () -> page.text(library.licence()));
            page.close();
        }
        page.close();
        page.leaf("h2", "Texts");
        page.open("ul", "class", "texts");
        for (String name : licences.names()) {
            page.open("li");
            link(page, name, name.replace("runtime/legal/", "Java runtime: "));
            page.close();
        }
        page.close().open("details").leaf("summary", "The build's list as it is");
        page.leaf("pre", licences.list()).close();
    }

    /** One text. */
    public static void text(Markup page, String name, String text) {
        page.open("p").leaf("a", "All licenses", "href", "licenses").close();
        page.leaf("h2", name).leaf("pre", text);
    }

    private static void link(Markup page, String name, String words) {
        page.leaf("a", words, "href", "licenses?text=" + name);
    }
}
