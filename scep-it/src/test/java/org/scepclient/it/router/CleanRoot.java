package org.scepclient.it.router;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.scepclient.it.app.AppArchive;
import org.scepclient.it.app.Programs;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Running;

/**
 * A root directory in its own namespaces, with the libraries that BusyBox and the Java runtime need, and with the
 * BusyBox commands that are known to exist on such a router. Closing it ends all programs started in it.
 */
final class CleanRoot implements AutoCloseable {
    static final String HOME = "/opt/scepClient";

    private static final Duration START = Duration.ofSeconds(30);
    private static final String APPLETS = "sh cat chmod cp ls ln mkdir mv rm sleep sync kill pidof"
            + " awk cut grep sed logger syslogd tar gunzip mount head tail";
    private static final List<String> DEVICES = List.of("null", "urandom", "random");
    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x");

    private final Path root;
    private final Running holder;
    private final List<String> entrance;

    private CleanRoot(Path root, Running holder, List<String> entrance) {
        this.root = root;
        this.holder = holder;
        this.entrance = entrance;
    }

    /** Creates it in an empty directory and unpacks the app below {@code /opt}, without installing it. */
    static CleanRoot with(AppArchive app, Path root) {
        Path busybox = Programs.require("busybox", "busybox");
        List<String> namespaces = namespaces();
        for (String directory : List.of("bin", "dev", "etc", "opt", "proc", "tmp", "usr/bin", "var/log", "var/run")) {
            directory(root.resolve(directory));
        }
        copy(busybox, root.resolve("bin/busybox"));
        libraries(busybox)
                .forEach(
                        library -> copy(library, root.resolve(library.toString().substring(1))));
        CleanRoot made = enter(root, namespaces);
        made.run(
                "/bin/busybox",
                "sh",
                "-c",
                "for name in " + APPLETS + "; do /bin/busybox ln -s busybox /bin/$name; done");
        copy(app.archive(), root.resolve("tmp/app.tgz"));
        made.run("tar", "-xzf", "/tmp/app.tgz", "-C", "/opt");
        libraries(root.resolve("opt/scepClient/runtime/lib/server/libjvm.so"))
                .forEach(
                        library -> copy(library, root.resolve(library.toString().substring(1))));
        return made;
    }

    /** Root needs only a mount namespace; other users also need a user namespace, which the kernel may refuse. */
    private static List<String> namespaces() {
        List<String> words = new ArrayList<>(
                List.of(Programs.require("unshare", "util-linux").toString()));
        if (!"root".equals(System.getProperty("user.name"))) {
            words.add("--map-root-user");
        }
        words.addAll(List.of("--mount", "--pid", "--fork", "--kill-child"));
        if (Command.of(words.toArray()).and("true").run().exit() != 0) {
            throw Programs.missing("the kernel does not grant namespaces to this user");
        }
        return words;
    }

    private static CleanRoot enter(Path root, List<String> namespaces) {
        StringBuilder script = new StringBuilder("set -e; cd \"$1\"; mount -t proc proc proc\n");
        for (String device : DEVICES) {
            script.append(": >dev/")
                    .append(device)
                    .append("; mount --bind /dev/")
                    .append(device)
                    .append(" dev/")
                    .append(device)
                    .append('\n');
        }
        script.append("echo ready; exec chroot . /bin/busybox sleep 3600");
        Running holder = Command.of(namespaces.toArray())
                .and("sh", "-c", script, "sh", root)
                .start();
        holder.awaitLine("ready", START);
        long first = holder.children().getFirst();
        List<String> entrance =
                new ArrayList<>(List.of("nsenter", "--target", Long.toString(first), "--mount", "--pid"));
        if (namespaces.contains("--map-root-user")) {
            entrance.addAll(List.of("--user", "--preserve-credentials"));
        }
        entrance.addAll(List.of("chroot", root.toString()));
        return new CleanRoot(root, holder, entrance);
    }

    /** The paths of the libraries that a program is linked with. */
    private static Set<Path> libraries(Path program) {
        Set<Path> found = new TreeSet<>();
        LIBRARY.matcher(Command.of("ldd", program).run().mustSucceed().out())
                .results()
                .forEach(match -> found.add(Path.of(match.group(1))));
        return found;
    }

    /** A command inside, with an environment as at boot. */
    Command command(Object... words) {
        List<Object> all = new ArrayList<>(List.of("/bin/busybox", "env", "-i", "PATH=/bin:/usr/bin"));
        all.addAll(List.of(words));
        return Command.of(all.toArray()).startedBy(entrance);
    }

    /** Runs a command inside, requires its success, and returns its standard output. */
    String run(Object... words) {
        return command(words).run().mustSucceed().out();
    }

    /** Runs one of the app's commands. */
    String app(String command, Object... words) {
        List<Object> all = new ArrayList<>(List.of(HOME + "/" + command));
        all.addAll(List.of(words));
        return run(all.toArray());
    }

    /** The lines of the status, as on the router's page. */
    List<String> status() {
        return app("etc/init", "status").lines().toList();
    }

    Path path(String inside) {
        return root.resolve(inside.substring(1));
    }

    String read(String inside) {
        try {
            return Files.readString(path(inside), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean has(String inside) {
        return Files.exists(path(inside));
    }

    /** Writes a file inside, in ISO 8859-1. */
    void write(String inside, String content) {
        try {
            directoryOf(path(inside));
            Files.writeString(path(inside), content, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes an executable script inside. */
    void program(String inside, String script) {
        write(inside, script);
        try {
            Files.setPosixFilePermissions(path(inside), PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void directory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void directoryOf(Path file) {
        directory(file.resolveSibling("."));
    }

    private static void copy(Path from, Path to) {
        directoryOf(to);
        try {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends all programs started inside. */
    @Override
    public void close() {
        holder.close();
    }
}
