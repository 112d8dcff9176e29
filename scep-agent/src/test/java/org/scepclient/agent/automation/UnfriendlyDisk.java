package org.scepclient.agent.automation;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.scepclient.file.FileOperations;
import org.scepclient.fixture.PowerCut;
import org.scepclient.fixture.StoppingSteps;

/** A disk that is full at times, and that loses its power at a step. Its files have the time of the device's clock. */
final class UnfriendlyDisk {
    private static final Set<String> NEED_SPACE = Set.of("create", "write", "link", "makeDirectory");
    private static final Set<String> SET_THE_TIME = Set.of("create", "write", "link");
    private static final PowerCut.Loss[] LOSSES = PowerCut.Loss.values();

    private final BooleanSupplier full;
    private final Clock clock;
    private FileOperations operations = FileOperations.ofDisk();

    UnfriendlyDisk(BooleanSupplier full, Clock clock) {
        this.full = full;
        this.clock = clock;
    }

    /** The power fails at one of the next steps. */
    void failWithin(int steps, RandomGenerator random) {
        PowerCut power = new PowerCut(LOSSES[random.nextInt(LOSSES.length)]);
        operations = new StoppingSteps(1 + random.nextInt(steps), power, () -> {});
    }

    /** The power does not fail any more. */
    void calmDown() {
        operations = FileOperations.ofDisk();
    }

    FileOperations asOperations() {
        return (FileOperations) Proxy.newProxyInstance(
                FileOperations.class.getClassLoader(),
                new Class<?>[] {FileOperations.class},
                (proxy, method, arguments) -> perform(method, arguments));
    }

    private Object perform(Method method, Object[] arguments) throws Throwable {
        Path file = (Path) arguments[0];
        if (full.getAsBoolean() && NEED_SPACE.contains(method.getName())) {
            throw new FileSystemException(file.toString(), null, "No space left on device");
        }
        try {
            Object result = method.invoke(operations, arguments);
            if (SET_THE_TIME.contains(method.getName())) {
                setTime(file);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private void setTime(Path file) throws IOException {
        FileTime now = FileTime.from(clock.instant());
        Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(now, null, null);
    }
}
