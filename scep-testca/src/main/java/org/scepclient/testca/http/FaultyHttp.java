package org.scepclient.testca.http;

import java.net.URI;
import java.util.Map;
import org.scepclient.testca.fault.Fault;
import org.scepclient.value.Bytes;

/** Applies faults to the HTTP response. */
final class FaultyHttp {
    /** The target of redirects, where the response is correct. */
    static final String ELSEWHERE = "/elsewhere";

    private static final int FOUND = 302;

    private FaultyHttp() {}

    /** The response to a PKIOperation with this fault; {@code uri} is that of the request. */
    static HttpResponse apply(Fault fault, HttpResponse right, URI uri) {
        return switch (fault) {
            case HTML_200 -> HttpResponse.page(200);
            case HTML_401 -> HttpResponse.page(401);
            case HTML_403 -> HttpResponse.page(403);
            case HTML_404 -> HttpResponse.page(404);
            case HTML_500 -> HttpResponse.page(500);
            case CAUSE_IN_PAGE_400 -> HttpResponse.page(400, "User device-1 not found.");
            case CAUSE_IN_PAGE_401 -> HttpResponse.page(401, "Got request for user with invalid password: device-1");
            case TEXT_500 -> HttpResponse.text(500, "internal error");
            case BUSY_503 -> HttpResponse.text(503, "busy").withHeaders(Map.of("Retry-After", "1"));
            case NO_CONTENT_204 -> new HttpResponse(204, Map.of(), Bytes.empty(), DeliveryMode.WHOLE);
            case STATUS_202_PENDING -> right.withStatus(202);
            case STATUS_400_FAILURE, STATUS_400_BARE_FAILURE -> right.withStatus(400);
            case STATUS_500_SUCCESS -> right.withStatus(500);
            case CONTENT_TYPE_WRONG -> right.withContentType("text/html; charset=utf-8");
            case CONTENT_TYPE_MISSING -> right.withHeaders(Map.of());
            case REDIRECT_LOOP -> redirect(uri.getPath(), uri);
            case REDIRECT_ELSEWHERE -> uri.getPath().startsWith(ELSEWHERE) ? right : redirect(ELSEWHERE, uri);
            case CLOSED_BEFORE_STATUS -> right.in(DeliveryMode.CLOSED_BEFORE_STATUS);
            case CLOSED_IN_BODY -> right.in(DeliveryMode.CLOSED_IN_BODY);
            case CLOSED_IN_CHUNK -> right.in(DeliveryMode.CLOSED_IN_CHUNK);
            case HANG -> right.in(DeliveryMode.HANG);
            case HANG_IN_BODY -> right.in(DeliveryMode.HANG_IN_BODY);
            case SLOW_DRIP -> right.in(DeliveryMode.DRIP);
            case ENDLESS_BODY -> right.in(DeliveryMode.ENDLESS);
            default -> right;
        };
    }

    static HttpResponse redirect(String path, URI uri) {
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return HttpResponse.text(FOUND, "look elsewhere").withHeaders(Map.of("Location", path + query));
    }
}
