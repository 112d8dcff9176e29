package org.scepclient.web.handler;

import java.util.Optional;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.web.http.BasePath;
import org.scepclient.web.http.Form;
import org.scepclient.web.http.Request;
import org.scepclient.web.http.Response;
import org.scepclient.web.login.LoginThrottle;
import org.scepclient.web.login.OneTimeLink;
import org.scepclient.web.login.PasswordFile;
import org.scepclient.web.login.Session;
import org.scepclient.web.login.Sessions;
import org.scepclient.web.markup.Markup;
import org.scepclient.web.page.Layout;
import org.scepclient.web.page.LoginPages;

/** Login by password or one-time link, logout, and changes of the password. */
public final class LoginHandler {
    private final PasswordFile password;
    private final OneTimeLink link;
    private final LoginThrottle throttle;
    private final Sessions sessions;

    private final PageLayout layout;
    private final BasePath basePath;
    private final Runnable onUse;

    /**
     * @param onUse called at each request of a logged-in user
     */
    public LoginHandler(AgentContext context, BasePath basePath, Runnable onUse) throws StorageException {
        this.layout = new PageLayout(context);
        this.basePath = basePath;
        this.onUse = onUse;
        this.password = new PasswordFile(context.dataDirectory(), context.random());
        password.recover();
        this.link = new OneTimeLink(context.dataDirectory(), context.monotonicClock(), context.random());
        this.throttle = new LoginThrottle(context.monotonicClock());
        this.sessions = new Sessions(context.monotonicClock(), context.random());
    }

    /** The session of a request; empty if the user is not logged in. */
    public Optional<Session> session(Request request) {
        Optional<Session> session = sessions.find(request.sessionId());
        session.ifPresent(found -> onUse.run());
        return session;
    }

    /** Handles the pages that do not require a session; empty for all others. */
    public Optional<Response> handle(Request request, Form form) throws ScepException {
        return switch (request.page()) {
            case "login" -> Optional.of(request.isPost() ? logIn(request, form) : showLogin(200, ""));
            case "link" -> Optional.of(logInByLink(request));
            default -> Optional.empty();
        };
    }

    private Response showLogin(int code, String error) {
        boolean hasPassword = password.exists();
        return Response.html(
                code, new Layout("Login", "", false).render(page -> LoginPages.login(page, hasPassword, error)));
    }

    private Response logIn(Request request, Form form) throws ScepException {
        if (!throttle.admit()) {
            return showLogin(429, "Too many failed logins. Try again in half a minute.");
        }
        if (!password.matches(form.text("password"))) {
            return showLogin(403, "Incorrect password.");
        }
        throttle.succeeded();
        return startSession(request, false, "status");
    }

    private Response logInByLink(Request request) {
        String query = request.exchange().getRequestURI().getRawQuery();
        String token = query != null && query.startsWith("word=") ? query.substring("word=".length()) : "";
        if (!link.redeem(token, request.remoteAddress())) {
            return showLogin(403, "This link was already used or is older than one minute. Create a new one.");
        }
        return startSession(request, true, password.exists() ? "status" : "password");
    }

    /** Starts a session, and ends the one that the browser had. */
    private Response startSession(Request request, boolean byLink, String nextPage) {
        sessions.end(request.sessionId());
        onUse.run();
        return openSession(sessions.start(byLink), nextPage);
    }

    /**
     * Sets the session cookie and loads the next page by a meta refresh: after an HTTP redirect that began on another
     * site, such as the router's pages, browsers do not send a SameSite=Strict cookie.
     */
    private Response openSession(Session session, String nextPage) {
        String html = new Markup()
                .open("html", "lang", "en")
                .open("head")
                .single("meta", "charset", "utf-8")
                .single("meta", "http-equiv", "refresh", "content", "0;url=" + basePath.link(nextPage))
                .leaf("title", "SCEP Client")
                .close()
                .open("body")
                .leaf("a", "Continue", "href", basePath.link(nextPage))
                .close()
                .close()
                .document();
        return Response.html(200, html).withHeader("Set-Cookie", basePath.cookie(session.id()));
    }

    /** Shows the form for a new password, with an error message unless it is empty. */
    Response showPasswordForm(Session session, String error) throws StorageException {
        boolean askCurrent = password.exists() && !session.byLink();
        return Response.html(
                error.isEmpty() ? 200 : 400,
                layout.of("Password", session)
                        .render(page -> LoginPages.changePassword(page, askCurrent, session.formToken(), error)));
    }

    /** Sets the password, ends all sessions and starts a new one. */
    Response setPassword(Form form, Session session) throws ScepException {
        if (password.exists() && !session.byLink()) {
            if (!throttle.admit() || !password.matches(form.text("old"))) {
                return showPasswordForm(session, "The current password is incorrect.");
            }
            throttle.succeeded();
        }
        try {
            password.set(form.text("password"));
        } catch (InvalidInputException e) {
            return showPasswordForm(session, "Choose a password of at least 8 characters and at most 72 bytes.");
        }
        sessions.endAll();
        return openSession(sessions.start(false), "status");
    }

    Response logOut(Session session) {
        sessions.end(session.id());
        return Response.redirect("login");
    }
}
