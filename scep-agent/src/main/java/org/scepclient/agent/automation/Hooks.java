package org.scepclient.agent.automation;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.scepclient.agent.script.ScriptResult;
import org.scepclient.agent.script.ScriptRunner;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.Credential;
import org.scepclient.value.Printable;

/** The scripts of the settings. */
final class Hooks {
    private final AgentContext context;
    private final Settings settings;

    Hooks(AgentContext context, Settings settings) {
        this.context = context;
        this.settings = settings;
    }

    /** Runs the success script for a certificate that was put in use; empty if there is no script. */
    Optional<ScriptResult> success(Credential inUse) throws InterruptedException {
        return run("success", settings.successScript(), environment(Optional.of(inUse)));
    }

    /** Runs the verify script for a certificate that was put in use; empty without a script. */
    Optional<ScriptResult> verify(Credential inUse) throws InterruptedException {
        return run("verify", settings.verifyScript(), environment(Optional.of(inUse)));
    }

    /** Runs the failure script after a failed enrollment; empty if there is no script. */
    Optional<ScriptResult> failure(Optional<Credential> inUse, String reason) throws InterruptedException {
        Map<String, String> environment = environment(inUse);
        environment.put("SCEP_REASON", reason);
        return run("failure", settings.failureScript(), environment);
    }

    private Map<String, String> environment(Optional<Credential> inUse) {
        Map<String, String> environment = new HashMap<>();
        environment.put("SCEP_CA_DIR", context.paths().data().toString());
        environment.put("SCEPCLIENT_DATA", context.paths().data().toString());
        inUse.ifPresent(credential -> {
            environment.put("SCEP_SERIAL", credential.serial());
            environment.put("SCEP_KEY", credential.keyFile().toString());
            environment.put("SCEP_CERT", credential.certificateFile().toString());
        });
        return environment;
    }

    private Optional<ScriptResult> run(String name, String commands, Map<String, String> environment)
            throws InterruptedException {
        if (commands.isBlank()) {
            return Optional.empty();
        }
        context.log().info("running the " + name + " script");
        ScriptResult result =
                new ScriptRunner(context.paths().programs(), settings.scriptLimit()).run(commands, environment);
        result.output().lines().forEach(line -> context.log().info(name + " script: " + Printable.oneLine(line)));
        context.log()
                .write(
                        result.succeeded() ? RunLog.Priority.INFO : RunLog.Priority.WARNING,
                        "the " + name + " script " + result.summary(settings.scriptLimit()));
        return Optional.of(result);
    }
}
