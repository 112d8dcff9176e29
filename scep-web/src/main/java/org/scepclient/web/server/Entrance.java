package org.scepclient.web.server;

import java.util.Optional;
import org.scepclient.automation.Equipment;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.web.login.LoginPace;
import org.scepclient.web.login.OneTimeLink;
import org.scepclient.web.login.PasswordFile;
import org.scepclient.web.login.Session;
import org.scepclient.web.login.Sessions;
import org.scepclient.web.markup.Markup;
import org.scepclient.web.page.Layout;
import org.scepclient.web.page.LoginPages;

/** What can be seen without a session: the login, and the one-time link. */
final class Entrance {
    private final PasswordFile password;
    private final OneTimeLink link;
    private final LoginPace pace;
    private final Sessions sessions;

    private final Frames frames;
    private final Place place;
    private final Runnable touched;

    /**
     * @param touched is told of each request of a person who is logged in
     */
    Entrance(Equipment equipment, Place place, Runnable touched) {
        this.frames = new Frames(equipment);
        this.place = place;
        this.touched = touched;
        this.password = new PasswordFile(equipment.paths().data(), equipment.random());
        this.link = new OneTimeLink(equipment.paths().data(), equipment.clock(), equipment.random());
        this.pace = new LoginPace(equipment.clock());
        this.sessions = new Sessions(equipment.clock(), equipment.random());
    }

    Optional<Session> session(Visit visit) {
        Optional<Session> session = sessions.find(visit.cookie());
        session.ifPresent(one -> touched.run());
        return session;
    }

    /** Nothing for pages that need a session. */
    Optional<Answer> answer(Visit visit, Form form) throws ScepException {
        return switch (visit.page()) {
            case "login" -> Optional.of(visit.isPost() ? logIn(visit, form) : login(200, ""));
            case "link" -> Optional.of(byLink(visit));
            default -> Optional.empty();
        };
    }

    private Answer login(int code, String message) {
        boolean set = password.exists();
        return Answer.html(code, new Layout("Login", "", false).around(page -> LoginPages.login(page, set, message)));
    }

    private Answer logIn(Visit visit, Form form) throws ScepException {
        if (!pace.admit()) {
            return login(429, "Too many wrong passwords; wait half a minute and try again.");
        }
        if (!password.matches(form.text("password"))) {
            return login(403, "This is not the password.");
        }
        pace.succeeded();
        return entered(visit, false, "status");
    }

    /** Whoever was logged in with this browser is not any more: one login is one session. */
    private Answer entered(Visit visit, boolean byLink, String page) {
        sessions.end(visit.cookie());
        touched.run();
        return welcome(sessions.begin(byLink), page);
    }

    private Answer byLink(Visit visit) {
        String query = visit.exchange().getRequestURI().getRawQuery();
        String word = query != null && query.startsWith("word=") ? query.substring("word=".length()) : "";
        if (!link.redeem(word, visit.visitor())) {
            return login(403, "This link was used already, or is older than a minute; make a new one.");
        }
        return entered(visit, true, password.exists() ? "status" : "password");
    }

    /**
     * Not a redirect: a SameSite=Strict cookie is not sent on one that began at another site, as the router's page is.
     */
    private Answer welcome(Session session, String page) {
        String html = new Markup()
                .open("html", "lang", "en")
                .open("head")
                .single("meta", "charset", "utf-8")
                .single("meta", "http-equiv", "refresh", "content", "0;url=" + place.link(page))
                .leaf("title", "SCEP Client")
                .close()
                .open("body")
                .leaf("a", "Continue", "href", place.link(page))
                .close()
                .close()
                .document();
        return Answer.html(200, html).with("Set-Cookie", place.cookie(session.id()));
    }

    Answer passwordPage(Session session, String message) throws StorageException {
        boolean old = password.exists() && !session.byLink();
        return Answer.html(
                message.isEmpty() ? 200 : 400,
                frames.around("Password", session)
                        .around(page -> LoginPages.change(page, old, session.formToken(), message)));
    }

    /** Sets the password, which ends every session and begins a new one. */
    Answer setPassword(Form form, Session session) throws ScepException {
        if (password.exists() && !session.byLink()) {
            if (!pace.admit() || !password.matches(form.text("old"))) {
                return passwordPage(session, "This is not the password of now.");
            }
            pace.succeeded();
        }
        try {
            password.set(form.text("password"));
        } catch (InvalidInputException e) {
            return passwordPage(session, "Choose a password of 8 characters or more, 72 bytes at most.");
        }
        sessions.endAll();
        return welcome(sessions.begin(false), "status");
    }

    Answer logOut(Session session) {
        sessions.end(session.id());
        return Answer.to("login");
    }
}
