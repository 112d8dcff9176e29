package org.scepclient.web.page;

import org.scepclient.web.markup.Markup;

/** Information &gt; Licenses: the libraries, and all license texts. */
public record LicensesPage(Licenses licenses) {

    public void write(Markup page) {
        if (licenses.names().isEmpty()) {
            page.leaf("p", "No license texts found: the app does not run from an installed package.");
            return;
        }
        page.leaf("p", "This Router App contains the Open-Source Software listed here.");
        page.leaf("h2", "Libraries");
        page.open("ul", "class", "libraries");
        for (Licenses.Library library : licenses.libraries()) {
            page.open("li").leaf("strong", library.name()).text(" " + library.version() + ", ");
            library.text()
                    .ifPresentOrElse(text -> link(page, text, library.license()), () -> page.text(library.license()));
            page.close();
        }
        page.close();
        page.leaf("h2", "License texts");
        page.open("ul", "class", "texts");
        for (String name : licenses.names()) {
            page.open("li");
            link(page, name, name.replace("runtime/legal/", "Java runtime: "));
            page.close();
        }
        page.close().open("details").leaf("summary", "Complete list from the build");
        page.leaf("pre", licenses.list()).close();
    }

    /** Writes a single license text. */
    public static void writeText(Markup page, String name, String text) {
        page.open("p").leaf("a", "All licenses", "href", "licenses").close();
        page.leaf("h2", name).leaf("pre", text);
    }

    private static void link(Markup page, String name, String label) {
        page.leaf("a", label, "href", "licenses?text=" + name);
    }
}
