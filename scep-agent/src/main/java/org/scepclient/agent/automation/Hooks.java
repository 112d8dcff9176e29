package org.scepclient.agent.automation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.scepclient.agent.script.ScriptResult;
import org.scepclient.agent.script.ScriptRunner;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.Credential;
import org.scepclient.value.Printable;

/** Runs the success and the failure script of the settings. */
final class Hooks {
    private final AgentContext context;
    private final Settings settings;

    Hooks(AgentContext context, Settings settings) {
        this.context = context;
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
        environment.put("SCEP_CA_DIR", context.paths().data().toString());
        environment.put("SCEPCLIENT_DATA", context.paths().data().toString());
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
        context.log().say("running the " + name + " script");
        ScriptResult result =
                new ScriptRunner(context.paths().programs(), settings.scriptLimit()).run(commands, environment);
        result.output().lines().forEach(line -> context.log().say(name + " script: " + Printable.oneLine(line)));
        context.log().say("the " + name + " script " + result.summary(settings.scriptLimit()));
        return Optional.of(result);
    }
}
