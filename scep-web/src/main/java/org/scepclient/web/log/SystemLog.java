package org.scepclient.web.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.scepclient.file.FileProblem;
import org.scepclient.value.Printable;

/** The app's lines in the system log. */
public final class SystemLog {
    private static final int TAIL_BYTES = 512 * 1024;
    private static final int MAX_LINES = 300;
    private static final Pattern APP_LINE = Pattern.compile("\\bscepClient(\\[\\d+])?: ");

    private final Path file;

    public SystemLog(Path file) {
        this.file = file;
    }

    /** The router's system log. */
    public static SystemLog ofDevice() {
        return new SystemLog(Path.of("/var/log/messages"));
    }

    /**
     * Lines to display.
     *
     * @param lines the newest one last
     * @param note reason for the absence of lines; empty if there are any
     */
    public record Content(String file, List<String> lines, String note) {}

    public Content read() {
        if (!Files.isReadable(file)) {
            return new Content(file.toString(), List.of(), file + " does not exist or is not readable.");
        }
        try {
            List<String> lines = tail().lines()
                    .filter(line -> APP_LINE.matcher(line).find())
                    .map(Printable::oneLine)
                    .toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - MAX_LINES), lines.size());
            return new Content(file.toString(), last, last.isEmpty() ? "The app has not logged anything there." : "");
        } catch (IOException e) {
            return new Content(file.toString(), List.of(), "Cannot read " + file + ": " + FileProblem.of(e));
        }
    }

    private String tail() throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(TAIL_BYTES, log.length())];
            log.seek(log.length() - bytes.length);
            log.readFully(bytes);
            return new String(bytes, UTF_8);
        }
    }
}
