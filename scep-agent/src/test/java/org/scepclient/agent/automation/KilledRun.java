package org.scepclient.agent.automation;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.scepclient.file.FileOperations;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.fixture.TestClock;

/** A process that runs one check and kills itself by SIGKILL before its n-th file operation, or within a write. */
final class KilledRun {
    /** The steps from one kill to the next: each is a process of its own. {@code -Dkill.stride=1} kills at every step. */
    static final int STRIDE = Integer.getInteger("kill.stride", 5);

    private final int step;
    private int taken;

    private KilledRun(int step) {
        this.step = step;
    }

    /** Starts such a process. The umask permits reading of files with default permissions. */
    static Process start(Path directory, Instant time, int step) throws IOException {
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        "umask 0; exec \"$@\"",
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledRun.class.getName(),
                        directory.toString(),
                        time.toString(),
                        Integer.toString(step))
                .redirectErrorStream(true)
                .start();
    }

    /** Arguments: directory, time, step. */
    public static void main(String[] arguments) throws Exception {
        TestClock clock = new TestClock(AgentFixture.START);
        clock.set(Instant.parse(arguments[1]));
        AgentFixture device = new AgentFixture(Path.of(arguments[0]), clock);
        device.operations(new KilledRun(Integer.parseInt(arguments[2])).operations());
        System.out.println(device.check());
    }

    private FileOperations operations() {
        return (FileOperations) Proxy.newProxyInstance(
                FileOperations.class.getClassLoader(),
                new Class<?>[] {FileOperations.class},
                (proxy, method, arguments) -> {
                    taken++;
                    if (taken == step) {
                        if (arguments[1 % arguments.length] instanceof byte[] content) {
                            Files.write((Path) arguments[0], Arrays.copyOf(content, content.length / 2));
                        }
                        kill();
                    }
                    try {
                        return method.invoke(FileOperations.ofDisk(), arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof IOException io ? io : e;
                    }
                });
    }

    /** Ends the process without shutdown hooks. */
    private static void kill() throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -KILL " + ProcessHandle.current().pid())
                .start()
                .waitFor();
        throw new IllegalStateException("still alive");
    }
}
