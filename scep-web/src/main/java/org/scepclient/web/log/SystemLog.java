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

/** The app's lines of the system log. */
public final class SystemLog {
    private static final int TAIL = 512 * 1024;
    private static final int MOST = 300;
    private static final Pattern OURS = Pattern.compile("\\bscepClient(\\[\\d+])?: ");

    private final Path file;

    public SystemLog(Path file) {
        this.file = file;
    }

    /** That of the router. */
    public static SystemLog ofDevice() {
        return new SystemLog(Path.of("/var/log/messages"));
    }

    /**
     * What is there to show.
     *
     * @param lines the newest last
     * @param note why there are none; perhaps empty
     */
    public record Content(String file, List<String> lines, String note) {}

    public Content read() {
        if (!Files.isReadable(file)) {
            return new Content(file.toString(), List.of(), "This system keeps no log in " + file + ".");
        }
        try {
            List<String> ours = tail().lines()
                    .filter(line -> OURS.matcher(line).find())
                    .map(Printable::oneLine)
                    .toList();
            List<String> last = ours.subList(Math.max(0, ours.size() - MOST), ours.size());
            return new Content(file.toString(), last, last.isEmpty() ? "The app has logged nothing there." : "");
        } catch (IOException e) {
            return new Content(file.toString(), List.of(), file + " cannot be read: " + FileProblem.of(e));
        }
    }

    private String tail() throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(TAIL, log.length())];
            log.seek(log.length() - bytes.length);
            log.readFully(bytes);
            return new String(bytes, UTF_8);
        }
    }
}
