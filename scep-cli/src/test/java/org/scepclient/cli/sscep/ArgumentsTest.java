package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.cli.CommandException;
import org.scepclient.error.ErrorCode;

class ArgumentsTest {

    @Test
    void readsClustersAndAttachedValues() throws Exception {
        assertThat(values("enroll", "-vdRuhttp://ca/scep", "-t5", "-T", "10"))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Option.VERBOSE, "",
                        Option.DEBUG, "",
                        Option.RESUME, "",
                        Option.URL, "http://ca/scep",
                        Option.POLL_INTERVAL, "5",
                        Option.POLL_TIME, "10"));
    }

    @Test
    void takesWhatFollowsAnOptionAsItsArgumentEvenIfItBeginsWithADash() throws Exception {
        assertThat(values("getca", "-c", "-v")).containsExactly(Map.entry(Option.CA_CERTIFICATE, "-v"));
    }

    @Test
    void takesTheLastOccurrenceOfAnOption() throws Exception {
        assertThat(values("getca", "-u", "a", "-u", "b")).containsEntry(Option.URL, "b");
    }

    @Test
    void accumulatesMonitorInformation() throws Exception {
        assertThat(values("getca", "-M", "a=1", "-Mb=2", "-M", "c=3")).containsEntry(Option.MONITOR, "a=1&b=2&c=3");
    }

    @Test
    void acceptsAnEmptyArgument() throws Exception {
        assertThat(values("getca", "-i", "")).containsEntry(Option.CA_IDENTIFIER, "");
    }

    @Test
    void readsWordsWithTheirArgumentApartOrAttached() throws Exception {
        assertThat(values("getca", "--ca-fingerprint", "AB", "--timeout=5", "--json"))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(Option.CA_FINGERPRINT, "AB", Option.TIMEOUT, "5", Option.JSON, ""));
    }

    @Test
    void endsTheOptionsAtTwoDashes() throws Exception {
        assertThat(values("getcaps", "-v", "--")).containsOnlyKeys(Option.VERBOSE);
        assertThat(values("getcaps", "--", "-v")).isEmpty();
    }

    @Test
    void ignoresWordsWithoutAnOption() throws Exception {
        Arguments arguments = Arguments.parse(new String[] {"getca", "stray", "-v", "-", "--", "-u"});
        assertThat(arguments.values()).containsOnlyKeys(Option.VERBOSE);
        assertThat(arguments.ignored()).isEqualTo(3);
    }

    @Test
    void acceptsHelpAndVersionInPlaceOfAnOperation() throws Exception {
        for (String question : List.of("-h", "--help", "--version")) {
            assertThat(Arguments.parse(new String[] {question}).operation()).isEmpty();
        }
        assertThat(Arguments.parse(new String[0]).operation()).isEmpty();
    }

    @Test
    void findsEachOperationByItsName() throws Exception {
        for (Operation operation : Operation.values()) {
            assertThat(Arguments.parse(new String[] {operation.id()}).operation())
                    .contains(operation);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "getcacert, GETCA",
        "getcap, GETCA",
        "getcapsx, GETCAPS",
        "getnextcacert, GETNEXTCA",
        "enrollment, ENROLL",
        "getcertificate, GETCERT",
        "getcrls, GETCRL"
    })
    void findsAnOperationByTheBeginningOfTheWord(String word, Operation operation) throws Exception {
        assertThat(Arguments.parse(new String[] {word}).operation()).contains(operation);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            get                | missing or illegal operation parameter "get"; the operation comes first: getca, getnextca, enroll, getcert, getcrl, getcaps
            -v getca           | missing or illegal operation parameter "-v"
            getca -x           | unknown option -x
            getca -vx          | unknown option -x
            getca --jsn        | unknown option --jsn; did you mean --json?
            getca --xyz=s3cret | unknown option --xyz
            enrol              | missing or illegal operation parameter "enrol"; did you mean enroll?
            getca --timeout    | option --timeout needs an argument: --timeout <secs>
            getca -u           | option -u needs an argument: -u <url>
            getca --json=1     | --json takes no argument
            """)
    void rejectsUnknownOptionsAndOperations(String line, String message) {
        assertThatThrownBy(() -> Arguments.parse(line.split(" ", -1)))
                .isInstanceOfSatisfying(
                        CommandException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ARGUMENT))
                .hasMessageStartingWith(message);
    }

    private static Map<Option, String> values(String... args) throws CommandException {
        return Arguments.parse(args).values();
    }
}
