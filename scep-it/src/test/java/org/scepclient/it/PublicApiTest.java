package org.scepclient.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The API of the libraries (scep-core, scep-client, scep-testca), which the package-info.java of each package lists. */
class PublicApiTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern LINK = Pattern.compile("\\{@link (\\w+)}");
    private static final Pattern IMPORT = Pattern.compile("(?m)^import (org\\.scepclient\\.[\\w.]+);");

    private final JavaClasses shipped = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/scep-it/"))
            .importPackages("org.scepclient");

    /** The lists of one package-info.java. */
    private record ApiList(String packageName, List<String> api, List<String> internal) {
        static ApiList read(Path file) throws IOException {
            String text = Files.readString(file);
            String name =
                    text.substring(text.indexOf("\npackage ") + "\npackage ".length(), text.lastIndexOf(";\n\nimport"));
            return new ApiList(name, names(text, "API: "), names(text, "Internal: "));
        }

        private static List<String> names(String text, String label) {
            int start = text.indexOf("<p>" + label);
            if (start < 0) {
                return List.of();
            }
            String list = text.substring(start, text.indexOf(".\n", start));
            return LINK.matcher(list).results().map(link -> link.group(1)).toList();
        }

        Stream<String> apiTypes() {
            return api.stream().map(this::qualified);
        }

        Stream<String> internalTypes() {
            return internal.stream().map(this::qualified);
        }

        private String qualified(String type) {
            return packageName + "." + type;
        }
    }

    private static List<ApiList> lists() throws IOException {
        List<ApiList> lists = new ArrayList<>();
        for (String module : List.of("scep-core", "scep-client", "scep-testca")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file : (Iterable<Path>) files.filter(any -> any.endsWith("package-info.java"))::iterator) {
                    lists.add(ApiList.read(file));
                }
            }
        }
        return lists;
    }

    private List<JavaClass> publicTypes() throws IOException {
        Set<String> packages = lists().stream().map(ApiList::packageName).collect(Collectors.toSet());
        return shipped.stream()
                .filter(type -> packages.contains(type.getPackageName()) && type.isTopLevelClass())
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .sorted(Comparator.comparing(JavaClass::getName))
                .toList();
    }

    private static List<String> internalTypes() throws IOException {
        return lists().stream().flatMap(ApiList::internalTypes).toList();
    }

    @Test
    void eachPublicTypeIsListedOnceAsApiOrAsInternal() throws IOException {
        List<String> listed = lists().stream()
                .flatMap(list -> Stream.concat(list.apiTypes(), list.internalTypes()))
                .toList();
        List<String> types = publicTypes().stream().map(JavaClass::getName).toList();
        assertThat(types.stream().filter(type -> !listed.contains(type)).map(PublicApiTest::missing))
                .isEmpty();
        assertThat(listed).as("in package-info.java, but not a public type").isSubsetOf(types);
        assertThat(listed).doesNotHaveDuplicates();
    }

    private static String missing(String type) {
        int dot = type.lastIndexOf('.');
        return "package-info.java of " + type.substring(0, dot) + ": add {@link " + type.substring(dot + 1)
                + "} to API or Internal, or make the type package-private";
    }

    @Test
    void eachInternalTypeIsPublicBecauseAnotherPackageUsesIt() throws IOException {
        assertThat(internalTypes())
                .as("make the others package-private")
                .isNotEmpty()
                .allMatch(this::usedElsewhere);
    }

    private boolean usedElsewhere(String type) {
        JavaClass used = shipped.get(type);
        return used.getDirectDependenciesToSelf().stream()
                .map(use -> use.getOriginClass().getPackageName())
                .anyMatch(user -> !user.equals(used.getPackageName()));
    }

    @Test
    void theProgramsOfTheDocumentUseOnlyTheApi() throws IOException {
        List<String> imported = IMPORT.matcher(Files.readString(ROOT.resolve("docs/library.md")))
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(imported).hasSizeGreaterThan(10).doesNotContainAnyElementsOf(internalTypes());
    }
}
