package org.scepclient.agent.automation;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.store.Credential;
import org.scepclient.agent.store.Deployment;
import org.scepclient.agent.store.PendingEnrollment;
import org.scepclient.agent.store.RunLock;
import org.scepclient.certificate.CertificateText;
import org.scepclient.json.JsonObject;

/** The status as JSON, for {@code scepclient status --json} and {@code /api/status}. */
public final class StatusJson {
    private final Status status;

    public StatusJson(Status status) {
        this.status = status;
    }

    public JsonObject object() {
        return addTo(new JsonObject());
    }

    /** Adds the status to an object. */
    public JsonObject addTo(JsonObject object) {
        JsonObject json = object.put("module", status.moduleLine())
                .put("certificate", status.certificateLine())
                .put("enabled", status.enabled())
                .put("enrolling", status.enrolling())
                .put("state", status.state().label())
                .put("time", status.now().toString())
                .put("problem", status.problem().isEmpty() ? null : status.problem())
                .put("renewalDue", status.renewalDue().map(Instant::toString).orElse(null))
                .put("nextCheck", status.nextCheck().map(Instant::toString).orElse(null));
        status.daysLeft().ifPresent(days -> json.put("daysLeft", days));
        status.inUse().ifPresent(credential -> json.put("inUse", inUse(credential)));
        status.pending().ifPresent(pending -> json.put("pending", pending(pending)));
        status.move().ifPresent(move -> json.put("move", move(move)));
        json.put("scriptFailure", status.scriptFailure().orElse(null))
                .putStrings(
                        "changedSettings",
                        status.changedSettings().stream().map(Setting::key).toList())
                .putStrings("deviations", status.deviations());
        status.outage().ifPresent(outage -> json.put("outage", outage(outage)));
        status.holdOff()
                .ifPresent(holdOff -> json.put(
                        "holdOff",
                        new JsonObject()
                                .put("until", holdOff.until().toString())
                                .put("reason", holdOff.reason())));
        status.deployment().ifPresent(deployment -> json.put("deployment", deployment(deployment)));
        return json.putObjects(
                "runs", status.journal().runs().stream().map(StatusJson::run).toList());
    }

    private JsonObject pending(PendingEnrollment pending) {
        return new JsonObject()
                .put("transactionId", pending.ticket().transactionId().value())
                .put("kind", pending.kind().id())
                .put("accepted", pending.accepted())
                .put("state", status.pendingState().map(PendingState::id).orElse(null))
                .put("deadline", pending.times().deadline().toString());
    }

    private static JsonObject move(CaMove move) {
        return new JsonObject()
                .put("server", move.server())
                .put("lastFailure", move.failed().map(RunRecord::reason).orElse(null));
    }

    private JsonObject deployment(Deployment deployment) {
        return new JsonObject()
                .put("state", deployment.state().id())
                .put("serial", deployment.serial())
                .put("since", deployment.since().toString())
                .put(
                        "windowOpening",
                        status.windowOpening().map(Instant::toString).orElse(null))
                .put("failures", deployment.failures())
                .put("problem", deployment.problem().isEmpty() ? null : deployment.problem());
    }

    private static JsonObject outage(RunLock.Outage outage) {
        return new JsonObject()
                .put("cause", outage.cause())
                .put("nextAttempt", outage.next().toString());
    }

    private JsonObject inUse(Credential credential) {
        return CertificateText.of(credential.certificate())
                .json()
                .put("keyFile", credential.keyFile().toString())
                .put("certificateFile", credential.certificateFile().toString())
                .putStrings(
                        "chain",
                        status.chain().stream()
                                .map(X509Certificate::getSubjectX500Principal)
                                .map(Object::toString)
                                .toList());
    }

    private static JsonObject run(RunRecord run) {
        return new JsonObject()
                .put("begun", run.started().toString())
                .put("ended", run.ended().toString())
                .put("trigger", run.trigger().id())
                .put("kind", run.kind().id())
                .put("result", run.result().id())
                .put("code", run.code().orElse(null))
                .put("reason", run.reason().isEmpty() ? null : run.reason())
                .put("serial", run.serial().orElse(null))
                .put("scriptOutput", run.scriptOutput().isEmpty() ? null : run.scriptOutput());
    }
}
