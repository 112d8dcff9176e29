package org.scepclient.cli.scepclient;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.SettingsChange;
import org.scepclient.agent.settings.SettingsDifference;
import org.scepclient.agent.settings.SettingsException;
import org.scepclient.agent.settings.SettingsExport;
import org.scepclient.agent.settings.SettingsFile;
import org.scepclient.agent.settings.SettingsImport;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileProblem;
import org.scepclient.file.TextFile;
import org.scepclient.json.JsonObject;
import org.scepclient.value.Utf8;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code scepclient settings export} and {@code import}: the settings of one device for others. */
record SettingsTransfer(SettingsFile file, Report report) {
    static final String EXPORT = "export";
    static final String IMPORT = "import";
    private static final String DRY_RUN = "--dry-run";
    private static final String STANDARD_INPUT = "-";
    private static final int MAX_BYTES = 1 << 20;

    static CommandSpec exportModel() {
        CommandSpec spec = Options.command(
                "Prints the settings for other devices, without secrets and the serial number.",
                "Prints every setting with its value, in the format of the settings file. Left out are the serial number, the"
                        + " challenge password and its file, the monitoring token and its file; the user and password in a URL"
                        + " appear as '…@', a password or token in its query as '…'.");
        spec.addOption(Options.json());
        return spec;
    }

    static CommandSpec importModel() {
        CommandSpec spec = Options.command(
                "Changes this device's settings to those of an export, all or none.",
                "Reads a settings file or JSON, prints each difference, and changes everything in one step. Settings that are"
                        + " not in the file stay, as do the secrets and the serial number of this device.");
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .type(String.class)
                .required(true)
                .paramLabel("FILE")
                .description("The file; - for standard input.")
                .build());
        spec.addOption(
                Options.flag(DRY_RUN, "Print the differences, change nothing.").build());
        spec.addOption(Options.json());
        return spec;
    }

    void print() throws ScepException, SettingsException {
        SettingsExport export = SettingsExport.of(file.settings());
        if (report.isJson()) {
            report.facts().put("settings", export.json());
        } else {
            report.content(export.text());
        }
    }

    void change(Arguments arguments) throws ScepException, CommandException, SettingsException {
        SettingsImport read = read(arguments.operands().getFirst());
        if (arguments.has(DRY_RUN)) {
            show(changes(read));
            report.line("Nothing was changed (--dry-run).");
            return;
        }
        try (SettingsChange change = file.change()) {
            Map<Setting, String> changes = changes(read);
            show(changes);
            change.write(changes);
        }
    }

    private static SettingsImport read(String name) throws StorageException {
        if (!name.equals(STANDARD_INPUT)) {
            return SettingsImport.read(name, TextFile.read(Path.of(name)));
        }
        // A device may lack /dev/stdin.
        try (InputStream in = new FileInputStream(FileDescriptor.in)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw new StorageException("standard input", "the input is longer than " + MAX_BYTES + " bytes");
            }
            return SettingsImport.read("standard input", new String(Utf8.withoutByteOrderMark(content), ISO_8859_1));
        } catch (IOException e) {
            throw new StorageException("standard input", "cannot read: " + FileProblem.of(e), e);
        }
    }

    /** The changes; everything that is wrong is reported before anything is written. */
    private Map<Setting, String> changes(SettingsImport read) throws ScepException, CommandException {
        Map<Setting, String> stored = file.read();
        List<String> problems = new ArrayList<>(read.problems(stored));
        problems.addAll(read.malformed());
        if (!problems.isEmpty()) {
            problems.subList(0, problems.size() - 1).forEach(report::notice);
            ErrorCode code = read.malformed().isEmpty() ? ErrorCode.ARGUMENT : ErrorCode.STORAGE;
            throw new CommandException(code, problems.getLast());
        }
        read.kept(stored)
                .forEach(setting ->
                        report.notice(setting.key() + " in the file is ignored: it belongs to a single device"));
        return read.changes(stored);
    }

    private void show(Map<Setting, String> changes) throws StorageException {
        List<SettingsDifference> differences = SettingsDifference.of(file.read(), changes);
        for (SettingsDifference difference : differences) {
            report.line(difference.setting().key() + ": " + difference.oldValue() + " -> " + difference.newValue());
            difference.lines().forEach(line -> report.line("  " + line));
        }
        if (differences.isEmpty()) {
            report.line("This device has these settings already.");
        }
        report.facts()
                .putObjects(
                        "changes",
                        differences.stream()
                                .map(difference -> new JsonObject()
                                        .put("setting", difference.setting().key())
                                        .put("before", difference.before())
                                        .put("after", difference.after()))
                                .toList());
    }
}
