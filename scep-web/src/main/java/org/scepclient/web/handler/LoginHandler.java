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

/** What can be seen without a session: the login, and the one-time link. */
public final class LoginHandler {
    private final PasswordFile password;
    private final OneTimeLink link;
    private final LoginThrottle pace;
    private final Sessions sessions;

    private final PageLayout layout;
    private final BasePath basePath;
    private final Runnable touched;

    /**
     * @param touched is told of each request of a person who is logged in
     */
    public LoginHandler(AgentContext context, BasePath basePath, Runnable touched) {
        this.layout = new PageLayout(context);
        this.basePath = basePath;
        this.touched = touched;
        this.password = new PasswordFile(context.paths().data(), context.random());
        this.link = new OneTimeLink(context.paths().data(), context.clock(), context.random());
        this.pace = new LoginThrottle(context.clock());
        this.sessions = new Sessions(context.clock(), context.random());
    }

    public Optional<Session> session(Request request) {
        Optional<Session> session = sessions.find(request.cookie());
        session.ifPresent(one -> touched.run());
        return session;
    }

    /** Nothing for pages that need a session. */
    public Optional<Response> answer(Request request, Form form) throws ScepException {
        return switch (request.page()) {
            case "login" -> Optional.of(request.isPost() ? logIn(request, form) : login(200, ""));
            case "link" -> Optional.of(byLink(request));
            default -> Optional.empty();
        };
    }

    private Response login(int code, String message) {
        boolean set = password.exists();
        return Response.html(code, new Layout("Login", "", false).around(page -> LoginPages.login(page, set, message)));
    }

    private Response logIn(Request request, Form form) throws ScepException {
        if (!pace.admit()) {
            return login(429, "Too many wrong passwords; wait half a minute and try again.");
        }
        if (!password.matches(form.text("password"))) {
            return login(403, "This is not the password.");
        }
        pace.succeeded();
        return entered(request, false, "status");
    }

    /** Whoever was logged in with this browser is not any more: one login is one session. */
    private Response entered(Request request, boolean byLink, String page) {
        sessions.end(request.cookie());
        touched.run();
        return welcome(sessions.begin(byLink), page);
    }

    private Response byLink(Request request) {
        String query = request.exchange().getRequestURI().getRawQuery();
        String word = query != null && query.startsWith("word=") ? query.substring("word=".length()) : "";
        if (!link.redeem(word, request.visitor())) {
            return login(403, "This link was used already, or is older than a minute; make a new one.");
        }
        return entered(request, true, password.exists() ? "status" : "password");
    }

    /**
     * Not a redirect: a SameSite=Strict cookie is not sent on one that began at another site, as the router's page is.
     */
    private Response welcome(Session session, String page) {
        String html = new Markup()
                .open("html", "lang", "en")
                .open("head")
                .single("meta", "charset", "utf-8")
                .single("meta", "http-equiv", "refresh", "content", "0;url=" + basePath.link(page))
                .leaf("title", "SCEP Client")
                .close()
                .open("body")
                .leaf("a", "Continue", "href", basePath.link(page))
                .close()
                .close()
                .document();
        return Response.html(200, html).with("Set-Cookie", basePath.cookie(session.id()));
    }

    Response passwordPage(Session session, String message) throws StorageException {
        boolean old = password.exists() && !session.byLink();
        return Response.html(
                message.isEmpty() ? 200 : 400,
                layout.around("Password", session)
                        .around(page -> LoginPages.change(page, old, session.formToken(), message)));
    }

    /** Sets the password, which ends every session and begins a new one. */
    Response setPassword(Form form, Session session) throws ScepException {
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

    Response logOut(Session session) {
        sessions.end(session.id());
        return Response.to("login");
    }
}
