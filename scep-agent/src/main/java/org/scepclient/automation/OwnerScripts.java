package org.scepclient.automation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.scepclient.script.ScriptResult;
import org.scepclient.script.ScriptRunner;
import org.scepclient.settings.Settings;
import org.scepclient.store.Credential;
import org.scepclient.value.Printable;

/** Runs the success and the failure script of the settings. */
final class OwnerScripts {
    private final Equipment equipment;
    private final Settings settings;

    OwnerScripts(Equipment equipment, Settings settings) {
        this.equipment = equipment;
        this.settings = settings;
    }

    /** After a certificate was put in use; nothing if there is no script. */
    Optional<ScriptResult> success(Credential inUse) throws InterruptedException {
        return run("success", settings.successScript(), environment(Optional.of(inUse)));
    }

    /** After there was none to be had. */
    Optional<ScriptResult> failure(Optional<Credential> inUse, String reason) throws InterruptedException {
        Map<String, String> environment = environment(inUse);
        environment.put("SCEP_REASON", reason);
        return run("failure", settings.failureScript(), environment);
    }

    private Map<String, String> environment(Optional<Credential> inUse) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SCEP_CA_DIR", equipment.paths().data().toString());
        environment.put("SCEPCLIENT_DATA", equipment.paths().data().toString());
        inUse.ifPresent(pair -> {
            environment.put("SCEP_SERIAL", pair.serial());
            environment.put("SCEP_KEY", pair.keyFile().toString());
            environment.put("SCEP_CERT", pair.certificateFile().toString());
        });
        return environment;
    }

    private Optional<ScriptResult> run(String name, String commands, Map<String, String> environment)
            throws InterruptedException {
        if (commands.isBlank()) {
            return Optional.empty();
        }
        equipment.log().say("running the " + name + " script");
        ScriptResult result =
                new ScriptRunner(equipment.paths().programs(), settings.scriptLimit()).run(commands, environment);
        result.output().lines().forEach(line -> equipment.log().say(name + " script: " + Printable.oneLine(line)));
        equipment.log().say("the " + name + " script " + result.summary(settings.scriptLimit()));
        return Optional.of(result);
    }
}
