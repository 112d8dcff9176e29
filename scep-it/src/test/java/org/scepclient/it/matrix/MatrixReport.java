package org.scepclient.it.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.scepclient.it.app.PeerMissing;

/** Collects the cells of all test classes and finally writes {@code target/peers.txt}. */
public final class MatrixReport implements TestWatcher {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(MatrixReport.class);

    @Override
    public void testSuccessful(ExtensionContext context) {
        put(context, Outcome.ok());
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        put(context, new Outcome(Outcome.Kind.FAILED, firstLine(cause)));
    }

    /** Aborted tests name the reason why the peer does not offer the operation. */
    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        boolean missing = cause instanceof PeerMissing;
        put(context, new Outcome(missing ? Outcome.Kind.SKIPPED : Outcome.Kind.NOT_APPLICABLE, firstLine(cause)));
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        put(context, new Outcome(Outcome.Kind.SKIPPED, reason.orElse("")));
    }

    private static String firstLine(@Nullable Throwable cause) {
        String message = cause == null ? "" : String.valueOf(cause.getMessage());
        return message.lines().findFirst().orElse("").replace("Assumption failed: ", "");
    }

    private static void put(ExtensionContext context, Outcome outcome) {
        Optional<Cell> cell = context.getTestMethod().map((Method method) -> method.getAnnotation(Cell.class));
        Optional<MatrixPeer> peer = context.getTestInstance().map(MatrixPeer.class::cast);
        if (cell.isPresent() && peer.isPresent()) {
            String by = cell.get().by();
            String row = peer.get().peerName() + (by.isEmpty() ? "" : " <- " + by);
            collected(context).table.put(row, cell.get().value(), outcome);
        }
    }

    private static Collected collected(ExtensionContext context) {
        ExtensionContext.Store store = context.getRoot().getStore(NAMESPACE);
        return store.computeIfAbsent(Collected.class, key -> new Collected(), Collected.class);
    }

    /** The cells of the whole test run. */
    private static final class Collected implements AutoCloseable {
        private final Table table = new Table();

        @Override
        public void close() {
            Path file = Path.of(System.getProperty("scepclient.peers", "target/peers.txt"));
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, table.render());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
