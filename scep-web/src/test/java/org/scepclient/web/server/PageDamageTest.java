package org.scepclient.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.fixture.Damage;

/** Damaged files of the page: it starts, a link opens it, and a line names the file and what became of it. */
class PageDamageTest {
    private static final List<String> FILES =
            List.of("web.pem", "web-password", "web-link", "web-page", "web-page-wanted", "web-page-problem");

    /** Files of one line, which may be any: it is shown, or refused by name. */
    private static final List<String> OF_ANY_CONTENT = List.of("web-page", "web-page-wanted", "web-page-problem");

    @TempDir
    Path directory;

    static Stream<Arguments> damages() {
        return FILES.stream()
                .flatMap(file -> Stream.of(Damage.values())
                        .filter(kind -> kind != Damage.FUTURE)
                        .map(kind -> Arguments.of(file, kind)));
    }

    @ParameterizedTest
    @MethodSource("damages")
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void opensInSpiteOf(String file, Damage kind) throws Exception {
        Path place = directory.resolve("data").resolve(file);
        try (PageDevice device = PageDevice.in(directory)) {
            device.withPassword();
        }
        kind.apply(place);
        boolean reported = isReported(file, kind, place);
        try (PageDevice device = PageDevice.in(directory)) {
            assertThat(device.browser().get("link?word=guess").code()).isEqualTo(403);
            device.page().listenOnRequestedAddress();
            new WebServerState(device.context().dataDirectory()).problem();
            assertThat(device.loggedIn().get("status").code()).isEqualTo(200);
            if (reported) {
                assertThat(device.log())
                        .as("report of %s", file)
                        .anyMatch(line -> line.startsWith(place.toString())
                                && (line.endsWith("; the file is set aside as " + file + ".damaged")
                                        || line.endsWith("; its content is replaced")));
            }
            requirePassword(device, file.equals("web-password") && (reported || kind == Damage.MISSING));
        }
    }

    private static boolean isReported(String file, Damage kind, Path place) {
        return kind != Damage.MISSING
                && !(kind == Damage.UNREADABLE && Files.isReadable(place))
                && !(OF_ANY_CONTENT.contains(file) && kind.isShort(place));
    }

    /** A damaged hash lets nobody in, and a link lets one set another password. */
    private static void requirePassword(PageDevice device, boolean lost) throws Exception {
        int code = device.browser()
                .send("login", Map.of("password", PageDevice.PASSWORD))
                .code();
        assertThat(code).isEqualTo(lost ? 403 : 200);
        if (lost) {
            device.withPassword();
            assertThat(device.browser()
                            .send("login", Map.of("password", PageDevice.PASSWORD))
                            .code())
                    .isEqualTo(200);
        }
    }
}
