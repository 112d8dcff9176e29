package org.scepclient.cli.scepclient;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepclient.agent.automation.AppPaths;
import org.scepclient.agent.settings.HiddenCredentials;
import org.scepclient.agent.settings.SecretFile;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.settings.SettingsChange;
import org.scepclient.agent.settings.SettingsException;
import org.scepclient.agent.settings.SettingsFile;
import org.scepclient.agent.settings.SettingsInspection;
import org.scepclient.agent.settings.SettingsProblem;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.cli.SecretSource;
import org.scepclient.cli.Suggestion;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.TextFile;
import org.scepclient.json.JsonObject;
import org.scepclient.value.RedactedUrl;
import org.scepclient.value.Secret;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code scepclient settings}: shows, changes and checks the router app's settings. */
final class SettingsCommand implements Command {
    private static final String LIST = "list";
    private static final String GET = "get";
    private static final String SET = "set";
    private static final String CHECK = "check";
    private static final String STRICT = "--strict";
    private static final String CHALLENGE = "challenge";
    private static final String DEFAULTS = "defaults";
    private static final String FROM = "--from";
    private static final String WRITE = "--write";
    private static final String FORGET = "--forget";
    private static final String SCRIPT_SUFFIX = "_B64";

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Shows, changes and checks the router app's settings.",
                "The keys are those of the settings file, with or without " + Setting.PREFIX + ".");
        CommandSpec list = Options.command("Lists all settings; an unset one has its default.");
        list.addOption(Options.json());
        spec.addSubcommand(LIST, list);
        spec.addSubcommand(GET, words("Prints the value of a setting.", "KEY", "1"));
        spec.addSubcommand(
                SET,
                words(
                        "Changes settings, all or none: KEY=VALUE; the value of a script is its text, or @FILE.",
                        "KEY=VALUE",
                        "1..*"));
        CommandSpec check = Options.command("Checks the settings file and reports all problems.");
        check.addOption(Options.flag(STRICT, "An unknown setting is an error, not a warning.")
                .build());
        spec.addSubcommand(CHECK, check);
        CommandSpec challenge =
                Options.command("Sets the challenge password, which is stored in a separate file and never shown.");
        challenge.addOption(
                Options.value(FROM, "SOURCE", "Source of the password: prompt, env:NAME or file:PATH (prompt).")
                        .build());
        challenge.addOption(Options.flag(FORGET, "Delete the password.").build());
        spec.addSubcommand(CHALLENGE, challenge);
        spec.addSubcommand(SettingsTransfer.EXPORT, SettingsTransfer.exportModel());
        spec.addSubcommand(SettingsTransfer.IMPORT, SettingsTransfer.importModel());
        CommandSpec defaults = Options.command("Prints a settings file with all defaults and explanations.");
        defaults.addOption(Options.flag(WRITE, "Replace the settings file by it, comments included.")
                .build());
        spec.addSubcommand(DEFAULTS, defaults);
        return spec;
    }

    private static CommandSpec words(String summary, String label, String arity) {
        CommandSpec spec = Options.command(summary);
        spec.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity(arity)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .required(true)
                .paramLabel(label)
                .description("A setting.")
                .build());
        return spec;
    }

    @Override
    public int run(Arguments arguments, Report report, CommandContext context) throws ScepException, CommandException {
        String subcommand = arguments.subcommand();
        if (subcommand.isEmpty()) {
            throw CommandException.usage(
                    "settings: expected a subcommand: list, get, set, check, challenge, export, import or defaults");
        }
        Arguments rest = arguments.ofSubcommand();
        AppPaths paths = AppOptions.paths(context.environment());
        SettingsFile file = new SettingsFile(paths.settings());
        try {
            switch (subcommand) {
                case LIST -> list(report, file);
                case GET -> get(rest.operands().getFirst(), report, file);
                case SET -> file.write(changes(rest.operands())).forEach(problem -> show(report, problem));
                case CHECK -> check(rest.has(STRICT), report, file);
                case CHALLENGE -> challenge(rest, context, paths, file);
                case SettingsTransfer.EXPORT -> new SettingsTransfer(file, report).print();
                case SettingsTransfer.IMPORT -> new SettingsTransfer(file, report).change(rest);
                default -> defaults(rest, report, file);
            }
        } catch (SettingsException e) {
            throw rejected(report, e.problems());
        }
        return SUCCESS;
    }

    private static void defaults(Arguments arguments, Report report, SettingsFile file) throws ScepException {
        if (arguments.has(WRITE)) {
            file.reset();
        } else {
            report.content(SettingsFile.defaults().getBytes(UTF_8));
        }
    }

    /** Prints each problem on a line; the last one ends the command. */
    private static CommandException rejected(Report report, List<SettingsProblem> problems) {
        problems.subList(0, problems.size() - 1).forEach(problem -> show(report, problem));
        SettingsProblem last = problems.getLast();
        return new CommandException(ErrorCode.ARGUMENT, last.message(), last.snippet());
    }

    private static void show(Report report, SettingsProblem problem) {
        report.notice(problem.message());
        problem.snippet().ifPresent(report::place);
    }

    private static void list(Report report, SettingsFile file) throws ScepException {
        Map<Setting, String> set = file.read();
        JsonObject all = new JsonObject();
        for (Setting setting : Setting.values()) {
            String value = HiddenCredentials.in(setting, setting.in(set));
            all.put(setting.key(), value);
            report.line(setting.key() + "=" + value + (set.containsKey(setting) ? "" : "  (default)"));
        }
        report.facts().put("settings", all);
    }

    private static void get(String key, Report report, SettingsFile file) throws ScepException, CommandException {
        Setting setting = setting(key);
        String value = setting.in(file.read());
        if (setting.kind() == Setting.Kind.SCRIPT) {
            report.content(Base64.getDecoder().decode(value));
        } else {
            report.line(value);
        }
    }

    private static Map<Setting, String> changes(List<String> assignments) throws ScepException, CommandException {
        Map<Setting, String> changes = new EnumMap<>(Setting.class);
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 0) {
                throw CommandException.usage("expected KEY=VALUE, found '" + RedactedUrl.of(assignment) + "'");
            }
            Setting setting = setting(assignment.substring(0, equals));
            changes.put(setting, value(setting, assignment.substring(equals + 1)));
        }
        return changes;
    }

    private static String value(Setting setting, String text) throws ScepException, CommandException {
        if (setting.kind() != Setting.Kind.SCRIPT) {
            return text;
        }
        // As Latin-1, so that its bytes are those of the file.
        byte[] script = text.startsWith("@")
                ? TextFile.read(Path.of(text.substring(1))).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)
                : text.getBytes(UTF_8);
        return Base64.getEncoder().encodeToString(script);
    }

    /** A setting; the key of a script may lack its suffix _B64. */
    private static Setting setting(String key) throws CommandException {
        return Setting.named(key)
                .or(() -> Setting.named(key + SCRIPT_SUFFIX))
                .orElseThrow(() -> CommandException.usage(
                        "no setting has the name '" + RedactedUrl.of(key) + "'; " + remedyForUnknown(key)));
    }

    private static String remedyForUnknown(String key) {
        List<String> names = new ArrayList<>();
        for (Setting setting : Setting.values()) {
            String name = setting.name();
            names.add(name.endsWith(SCRIPT_SUFFIX) ? name.substring(0, name.length() - SCRIPT_SUFFIX.length()) : name);
        }
        String name = key.startsWith(Setting.PREFIX) ? key.substring(Setting.PREFIX.length()) : key;
        return Suggestion.of(name, names, "list them with 'scepclient settings list'");
    }

    /** Reports an unknown key as a notice only, unless strict: it may belong to another version and must not stop an update. */
    private static void check(boolean strict, Report report, SettingsFile file) throws ScepException, CommandException {
        SettingsInspection found = file.inspect();
        found.unknown().forEach(report::notice);
        List<String> unreadable = new ArrayList<>(found.malformed());
        challengeProblem(found.values()).ifPresent(unreadable::add);
        if (!unreadable.isEmpty()) {
            found.problems().forEach(problem -> show(report, problem));
            unreadable.subList(0, unreadable.size() - 1).forEach(report::notice);
            throw new CommandException(ErrorCode.STORAGE, unreadable.getLast());
        }
        if (!found.problems().isEmpty()) {
            throw rejected(report, found.problems());
        }
        if (strict && !found.unknown().isEmpty()) {
            throw CommandException.usage(file.path() + " has unknown settings; correct or remove the lines");
        }
        report.line("The " + (found.unknown().isEmpty() ? "" : "other ") + "settings in " + file.path() + " are good.");
    }

    /** Why the file of the challenge password cannot be used; empty if it can, or if none is set. */
    private static Optional<String> challengeProblem(Map<Setting, String> values) {
        String file = values.getOrDefault(Setting.CHALLENGE_FILE, "");
        if (file.isEmpty() || Settings.check(Setting.CHALLENGE_FILE, file).isPresent()) {
            return Optional.empty();
        }
        try {
            new SecretFile(Path.of(file)).read();
            return Optional.empty();
        } catch (StorageException e) {
            return Optional.of(Setting.CHALLENGE_FILE.key() + ": " + e.getMessage());
        }
    }

    private static void challenge(Arguments arguments, CommandContext context, AppPaths paths, SettingsFile file)
            throws ScepException, CommandException, SettingsException {
        arguments.exclude(FROM, FORGET);
        SecretFile secret = new SecretFile(paths.data().resolve(SecretFile.CHALLENGE));
        Map<Setting, String> changes = new EnumMap<>(Setting.class);
        if (arguments.has(FORGET)) {
            changes.put(Setting.CHALLENGE_FILE, "");
            try (SettingsChange change = file.change()) {
                change.repair(changes);
                secret.delete();
            }
            return;
        }
        SecretSource source = SecretSource.parse(FROM, arguments.text(FROM).orElse("prompt"));
        Secret password = source.read("challenge password", context);
        changes.put(Setting.CHALLENGE_FILE, secret.path().toString());
        try (SettingsChange change = file.change()) {
            secret.write(password);
            change.repair(changes);
        }
    }
}
