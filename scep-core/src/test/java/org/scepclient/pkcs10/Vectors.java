package org.scepclient.pkcs10;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Known answers: lines with tab-separated columns; comments start with {@code # }. */
final class Vectors {
    private Vectors() {}

    static Stream<List<String>> rows(String resource) throws IOException {
        var stream = Objects.requireNonNull(Vectors.class.getResourceAsStream(resource), resource);
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines
                    .lines()
                    .filter(line -> !line.startsWith("# "))
                    .map(line -> List.of(line.split("\t", -1)))
                    .toList()
                    .stream();
        }
    }
}
