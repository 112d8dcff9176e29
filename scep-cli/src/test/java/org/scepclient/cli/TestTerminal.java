package org.scepclient.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.scepclient.value.Secret;

/** A terminal in memory; without settings, none is connected. */
@NullMarked
public final class TestTerminal implements Terminal {
    private final List<String> progress = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private Optional<String> answer = Optional.empty();
    private boolean interactive;
    private boolean showsErrors;
    private boolean progressShown;

    /** Answers every question with {@code text}. */
    public TestTerminal answering(String text) {
        interactive = true;
        answer = Optional.of(text);
        return this;
    }

    /** Connects standard error. */
    public TestTerminal showingErrors() {
        showsErrors = true;
        return this;
    }

    public List<String> progress() {
        return progress;
    }

    public List<String> questions() {
        return questions;
    }

    public boolean progressShown() {
        return progressShown;
    }

    @Override
    public boolean isInteractive() {
        return interactive;
    }

    @Override
    public boolean showsErrors() {
        return showsErrors;
    }

    @Override
    public Optional<String> prompt(String question) {
        questions.add(question);
        return answer;
    }

    @Override
    public Optional<Secret> promptSecret(String question) {
        return prompt(question).map(Secret::of);
    }

    @Override
    public void showProgress(String line) {
        if (interactive) {
            progress.add(line);
            progressShown = true;
        }
    }

    @Override
    public void clearProgress() {
        progressShown = false;
    }
}
