package org.scepclient.web.page;

import java.util.Map;
import java.util.Optional;
import org.scepclient.agent.device.SerialNumber;
import org.scepclient.agent.device.SerialNumberSearch;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.error.InvalidInputException;
import org.scepclient.pkcs10.AlternativeName;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.web.markup.Markup;

/**
 * What would be asked for, with the serial number filled in.
 *
 * @param problem why nothing can be shown; perhaps empty
 */
public record Preview(String subject, String names, Optional<SerialNumber> serial, String problem) {
    static final String ID = "preview";

    public static Preview of(Map<Setting, String> typed, SerialNumberSearch search) {
        Optional<SerialNumber> serial = search.find(Optional.of(text(typed, Setting.SERIAL))
                .filter(value -> !value.isEmpty()
                        && Settings.check(Setting.SERIAL, value).isEmpty()));
        Optional<String> number = serial.map(SerialNumber::value);
        try {
            SubjectName subject = SubjectName.parse(text(typed, Setting.SUBJECT), number);
            String wanted = text(typed, Setting.ALT_NAME);
            if (wanted.isEmpty()) {
                return new Preview(subject.toString(), "", serial, "");
            }
            AlternativeName names = AlternativeName.parse(wanted, number);
            names.extension(subject);
            return new Preview(names.subject(subject).toString(), names.toString(), serial, "");
        } catch (InvalidInputException e) {
            return new Preview("", "", serial, String.valueOf(e.getMessage()));
        }
    }

    private static String text(Map<Setting, String> typed, Setting setting) {
        return typed.getOrDefault(setting, setting.defaultValue());
    }

    void write(Markup page) {
        page.open("div", "id", ID, "class", "panel", "role", "status");
        DefinitionList facts = DefinitionList.begin(page);
        if (problem.isEmpty()) {
            facts.fact("Subject", subject).fact("Names", names.isEmpty() ? "none" : names);
        } else {
            facts.state("Not possible", problem, "bad");
        }
        facts.fact(
                        "SN",
                        serial.map(found -> found.value() + " (from: " + found.source() + ")")
                                .orElse("this device tells no serial number; set one below"))
                .end();
        page.close();
    }
}
