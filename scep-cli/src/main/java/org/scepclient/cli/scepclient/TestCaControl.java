package org.scepclient.cli.scepclient;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.json.JsonObject;
import org.scepclient.transport.HttpUrl;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code scepclient testca pending}, {@code approve ID} and {@code reject ID}: manual approval at a running test CA. */
final class TestCaControl {
    private static final String PENDING = "pending";
    private static final String APPROVE = "approve";
    private static final String REJECT = "reject";
    private static final String DEFAULT_URL = "http://127.0.0.1:8080/";

    private TestCaControl() {}

    static void addTo(CommandSpec testca) {
        testca.addSubcommand(PENDING, model("Lists the pending requests."));
        testca.addSubcommand(APPROVE, decision("Approves a request."));
        testca.addSubcommand(REJECT, decision("Rejects a request."));
    }

    private static CommandSpec model(String summary) {
        CommandSpec spec = Options.command(summary);
        spec.addOption(Options.value(ServerOptions.URL, "URL", "The URL of the running test CA (" + DEFAULT_URL + ").")
                .build());
        spec.addOption(Options.json());
        return spec;
    }

    private static CommandSpec decision(String summary) {
        CommandSpec spec = model(summary);
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .type(String.class)
                .required(true)
                .paramLabel("ID")
                .description("Transaction ID of the request; all: every pending request.")
                .build());
        return spec;
    }

    static int run(Arguments testca, Report report) throws ScepException, CommandException {
        Arguments arguments = testca.ofSubcommand();
        HttpUrl url = HttpUrl.parse(
                ServerOptions.URL, arguments.text(ServerOptions.URL).orElse(DEFAULT_URL));
        TestCaAdmin admin = new TestCaAdmin(url);
        String subcommand = testca.subcommand();
        if (subcommand.equals(PENDING)) {
            show(report, admin);
            return Command.SUCCESS;
        }
        String id = arguments.operands().getFirst();
        for (String one : id.equals("all") ? pendingIds(admin) : List.of(id)) {
            decide(report, admin, one, subcommand);
        }
        return Command.SUCCESS;
    }

    private static List<String> pendingIds(TestCaAdmin admin) throws ScepException {
        List<String> ids = new ArrayList<>();
        for (Map<String, String> one : admin.pending()) {
            ids.add(one.getOrDefault("transactionId", ""));
        }
        return ids;
    }

    private static void decide(Report report, TestCaAdmin admin, String id, String decision)
            throws ScepException, CommandException {
        if (!admin.decide(id, decision)) {
            throw new CommandException(
                    ErrorCode.FAILURE_BAD_CERT_ID,
                    "no pending request has the transaction ID '" + id
                            + "'; list them with 'scepclient testca pending'");
        }
        report.line(id + (decision.equals(APPROVE) ? " approved" : " rejected"));
    }

    private static void show(Report report, TestCaAdmin admin) throws ScepException {
        List<JsonObject> requests = new ArrayList<>();
        for (Map<String, String> one : admin.pending()) {
            JsonObject request = new JsonObject();
            one.forEach(request::put);
            requests.add(request);
            report.line(one.getOrDefault("transactionId", "") + "  " + toSeconds(one.getOrDefault("received", ""))
                    + "  " + one.getOrDefault("subject", ""));
        }
        report.facts().putObjects("pending", requests);
        if (requests.isEmpty()) {
            report.line("There are no pending requests.");
        }
    }

    private static String toSeconds(String time) {
        return time.replaceFirst("\\.[0-9]+Z$", "Z");
    }
}
