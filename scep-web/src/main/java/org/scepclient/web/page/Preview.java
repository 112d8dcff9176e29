package org.scepclient.web.page;

import java.util.Map;
import java.util.Optional;
import org.scepclient.agent.device.SerialNumber;
import org.scepclient.agent.device.SerialNumberSearch;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.StorageException;
import org.scepclient.pkcs10.AlternativeName;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.web.markup.Markup;

/**
 * The subject and names that would be requested, with the serial number filled in.
 *
 * @param problem why they cannot be determined; empty if they can
 * @param serial the serial number and its source, or why there is none
 */
public record Preview(String subject, String names, String serial, String problem) {
    static final String ID = "preview";
    private static final String NOT_FOUND = "not found; set the " + Setting.SERIAL.key();

    public static Preview of(Map<Setting, String> values, SerialNumberSearch search) {
        try {
            Optional<SerialNumber> found = search.find(Optional.of(Setting.SERIAL.in(values))
                    .filter(value -> !value.isEmpty()
                            && Settings.check(Setting.SERIAL, value).isEmpty()));
            return of(
                    values,
                    found.map(SerialNumber::value),
                    found.map(serial -> serial.value() + " (from: " + serial.source() + ")")
                            .orElse(NOT_FOUND));
        } catch (StorageException e) {
            return of(values, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /** Names without {@code SN} need no serial number, so that its absence is not a problem. */
    private static Preview of(Map<Setting, String> values, Optional<String> number, String serial) {
        try {
            SubjectName subject = SubjectName.parse(Setting.SUBJECT.in(values), number);
            String shown = number.isPresent() ? serial : "not needed";
            String alternativeName = Setting.ALT_NAME.in(values);
            if (alternativeName.isEmpty()) {
                return new Preview(subject.toString(), "", shown, "");
            }
            AlternativeName names = AlternativeName.parse(alternativeName, number);
            // Checks that the names can be encoded.
            names.extension(subject);
            return new Preview(names.subject(subject).toString(), names.toString(), shown, "");
        } catch (InvalidInputException e) {
            return new Preview("", "", serial, String.valueOf(e.getMessage()));
        }
    }

    void write(Markup page) {
        page.open("div", "id", ID, "class", "panel", "role", "status");
        DefinitionList list = DefinitionList.open(page);
        if (problem.isEmpty()) {
            list.add("Subject", subject).add("Names", names.isEmpty() ? "none" : names);
        } else {
            list.addMessage("Invalid", problem, "bad");
        }
        list.addMessage("SN", serial, "").close();
        page.close();
    }
}
