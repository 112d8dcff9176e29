package org.scepclient.web.server;

import java.util.Optional;
import org.scepclient.automation.Equipment;
import org.scepclient.error.StorageException;
import org.scepclient.web.login.Session;
import org.scepclient.web.page.LicensesPage;
import org.scepclient.web.page.LogPage;
import org.scepclient.web.reading.Licences;
import org.scepclient.web.reading.SystemLog;

/** Information &gt; Licenses and System Log. */
final class ReadingRoom {
    private static final int RECENT = 200;
    private static final String TEXT = "text=";

    private final Equipment equipment;
    private final Runs runs;
    private final SystemLog log;
    private final Frames frames;

    ReadingRoom(Equipment equipment, Runs runs, SystemLog log) {
        this.equipment = equipment;
        this.runs = runs;
        this.log = log;
        this.frames = new Frames(equipment);
    }

    /** Nothing for a text that there is not. */
    Optional<Answer> licenses(Visit visit, Session session) throws StorageException {
        Licences licences = new Licences(equipment.paths().home());
        String query = visit.exchange().getRequestURI().getQuery();
        if (query == null || !query.startsWith(TEXT)) {
            return Optional.of(
                    Answer.html(200, frames.around("Licenses", session).around(new LicensesPage(licences)::write)));
        }
        String name = query.substring(TEXT.length());
        var layout = frames.around("Licenses", session);
        return licences.text(name)
                .map(text -> Answer.html(200, layout.around(page -> LicensesPage.text(page, name, text))));
    }

    Answer log(Session session) throws StorageException {
        LogPage page = new LogPage(
                log.read(), runs.lines().last(RECENT), equipment.journal().read());
        return Answer.html(200, frames.around("System Log", session).around(page::write));
    }
}
