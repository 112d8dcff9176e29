package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.error.StorageException;

class ConfReaderTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("HOME", "/home", "EMPTY", "");

    @TempDir
    Path dir;

    /** Expected values: those of OpenSSL's NCONF. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            key = value                     | value
            key=value                       | value
            key =   two words               | two words
            key = value # comment           | value
            key = value# comment            | value
            key = "# no comment"            | # no comment
            key = 'single # quotes'         | single # quotes
            key = `back quotes`             | back quotes
            key = "quoted" and not          | quoted and not
            key = "a \\" quote"             | a " quote
            key = "C:\\\\dir"               | C:\\dir
            key = C:\\\\dir                 | C:\\dir
            key = \\"                       | "
            key = tab\\tend                 | ^tab\tend^
            key = \\# sign                  | # sign
            key = \\$sign                   | $sign
            key = a=b                       | a=b
            key = $ENV::HOME/x              | /home/x
            key = ${ENV::HOME}x             | /homex
            key = $(ENV::HOME)x             | /homex
            key = "in $ENV::HOME quotes"    | in $ENV::HOME quotes
            key = $base/x                   | /base/x
            key = ${base}x                  | /basex
            key = $base.x                   | /base.x
            key = $global                   | everywhere
            key = $other::base              | /other
            key = ${other::base}:80         | /other:80
            """)
    void readsValuesAsOpenSslDoes(String line, String value) throws Exception {
        ConfFile file = read("global = everywhere\n[other]\nbase = /other\n[s]\nbase = /base\n" + line + "\n");
        assertThat(file.find("s", "key").orElseThrow().text()).isEqualTo(value);
    }

    @Test
    void leavesOutAByteOrderMark() throws Exception {
        assertThat(text(read("\uFEFF[s]\r\nkey = 1\r\n"), "s", "key")).isEqualTo("1");
        assertThat(text(read("\uFEFFkey = 1\n"), "default", "key")).isEqualTo("1");
    }

    @Test
    void refusesAValueThatIsNotUtf8ButNotAComment() throws Exception {
        Path file = dir.resolve("latin1.conf");
        Files.writeString(file, "# B\u00fccher\n[s]\nother = 1\n", StandardCharsets.ISO_8859_1);
        assertThat(text(ConfReader.read(file.toString(), ENVIRONMENT::get), "s", "other"))
                .isEqualTo("1");
        Files.writeString(file, "[s]\nkey = B\u00fccher\n", StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> ConfReader.read(file.toString(), ENVIRONMENT::get))
                .isInstanceOf(StorageException.class)
                .hasMessage(file + ":2: the value is not valid UTF-8; save the file in UTF-8");
    }

    @Test
    void keepsAnEmptyValue() throws Exception {
        assertThat(text(read("[s]\nkey =\n"), "s", "key")).isEmpty();
        assertThat(text(read("[s]\nkey = $ENV::EMPTY\n"), "s", "key")).isEmpty();
    }

    @Test
    void joinsLinesThatEndInABackslash() throws Exception {
        assertThat(text(read("[s]\nkey = one\\\n two\\\r\n three\nnext = x\n"), "s", "key"))
                .isEqualTo("one two three");
        assertThat(text(read("[s]\nkey = end\\\\\nnext = x\n"), "s", "key")).isEqualTo("end\\");
    }

    @Test
    void takesTheLastValueOfAKey() throws Exception {
        assertThat(text(read("[s]\nkey = 1\n[t]\n[s]\nkey = 2\n"), "s", "key")).isEqualTo("2");
    }

    @Test
    void putsAKeyWithColonsIntoItsSection() throws Exception {
        assertThat(text(read("[s]\nt::key = 1\n"), "t", "key")).isEqualTo("1");
    }

    @Test
    void fallsBackToWhatStandsBeforeTheFirstSection() throws Exception {
        ConfFile file = read("key = outside\n[s]\nother = 1\n");
        assertThat(text(file, "s", "key")).isEqualTo("outside");
        assertThat(text(file, "missing", "key")).isEqualTo("outside");
    }

    @Test
    void remembersWhereAValueStands() throws Exception {
        ConfFile file = read("# comment\n\n[s]\nfirst = a\\\nb\nkey = 1\n");
        assertThat(file.find("s", "key").orElseThrow().place()).endsWith("test.cnf:6");
    }

    @Test
    void endsAQuoteThatIsNotClosedWithTheLine() throws Exception {
        assertThat(text(read("[s]\nkey = Bob's CA\nnext = \"open\nlast = 1\n"), "s", "key"))
                .isEqualTo("Bobs CA");
        assertThat(text(read("[s]\nnext = \"open\nlast = 1\n"), "s", "next")).isEqualTo("open");
    }

    @Test
    void includesAnotherFile() throws Exception {
        Path other = Files.writeString(dir.resolve("other.cnf"), "key = included\n");
        assertThat(text(read("[s]\n.include " + other + "\n"), "s", "key")).isEqualTo("included");
        assertThat(text(read("[s]\n.include = " + other + "\n"), "s", "key")).isEqualTo("included");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            [s                        | expected ] after the name of the section
            URL http://ca/            | expected key = value or [section]
            = value                   | invalid key ""; write key = value
            two words = value         | invalid key "two words"; write key = value
            key = $nowhere            | variable $nowhere is not set
            key = $ENV::NOWHERE       | variable $ENV::NOWHERE is not set
            key = ${s::key            | missing } after variable ${s::key
            key = 5$                  | missing variable name after $
            """)
    void namesFileAndLineOfAnError(String line, String problem) {
        assertThatThrownBy(() -> read("[s]\n\n" + line + "\n"))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("test.cnf:3: ")
                .hasMessageContaining(problem);
    }

    @Test
    void refusesAFileThatIncludesItself() {
        assertThatThrownBy(() -> read(".include " + dir.resolve("test.cnf") + "\n"))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("more than 10 nested .include lines");
    }

    @Test
    void refusesAValueThatGrowsWithoutBound() {
        StringBuilder text = new StringBuilder("a = 0123456789\n");
        text.append("a = $a$a$a$a$a$a$a$a\n".repeat(10));
        assertThatThrownBy(() -> read(text.toString()))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    void namesAFileThatIsMissing() {
        assertThatThrownBy(() -> ConfReader.read(dir.resolve("none.cnf").toString(), ENVIRONMENT::get))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("none.cnf")
                .hasMessageContaining("no such file");
    }

    private ConfFile read(String content) throws IOException, StorageException {
        Path file = Files.writeString(dir.resolve("test.cnf"), content);
        return ConfReader.read(file.toString(), ENVIRONMENT::get);
    }

    private static String text(ConfFile file, String section, String name) {
        return file.find(section, name).orElseThrow().text();
    }
}
