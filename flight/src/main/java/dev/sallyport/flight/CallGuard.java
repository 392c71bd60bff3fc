package dev.sallyport.flight;

import dev.sallyport.auth.Secret;
import dev.sallyport.flight.FlightException.Reason;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.arrow.flight.grpc.StatusUtils;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each call before it is answered. Name and password come in the header of a handshake ({@code Basic}, RFC 7617),
 * whose answer has the session's token; other calls bring that token or an API token ({@code Bearer}, RFC 6750).
 */
final class CallGuard implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION = key("authorization");
    /** The JDBC driver sends what it does not know as headers, and {@code catalog} it knows. */
    private static final Metadata.Key<String> DATA_SERVER = key("data-server");

    private static final Metadata.Key<String> CATALOG = key("catalog");
    private static final Metadata.Key<String> COOKIE = key("cookie");
    private static final Metadata.Key<String> SET_COOKIE = key("set-cookie");

    /** The cookie's name in Flight's own middleware. */
    private static final String COOKIE_NAME = "arrow_flight_session_id";

    private static final Pattern COOKIE_VALUE =
            Pattern.compile("(?:^|;)\\s*" + COOKIE_NAME + "=\"?([A-Za-z0-9_-]+)\"?\\s*(?:;|$)");
    private static final String BASIC = "Basic ";
    private static final String BEARER = "Bearer ";

    private final Gate gate;
    private final Sessions sessions;
    private final HeldStatements statements;

    CallGuard(Gate gate, Sessions sessions, HeldStatements statements) {
        this.gate = gate;
        this.sessions = sessions;
        this.statements = statements;
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        Call admitted;
        try {
            admitted = admit(call, headers);
        } catch (RuntimeException e) {
            call.close(Status.fromThrowable(StatusUtils.toGrpcException(Failures.told(e))), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        ServerCall<Q, A> answering = new SimpleForwardingServerCall<>(call) {
            private boolean sentHeaders;

            @Override
            public void sendHeaders(Metadata sent) {
                sentHeaders = true;
                sent.merge(admitted.answer());
                super.sendHeaders(sent);
            }

            /** A handshake's answer is nothing but its end. */
            @Override
            public void close(Status status, Metadata trailers) {
                if (!sentHeaders) {
                    trailers.merge(admitted.answer());
                }
                super.close(status, trailers);
            }
        };
        return Contexts.interceptCall(admitted.asContext(), answering, headers, next);
    }

    private Call admit(ServerCall<?, ?> call, Metadata headers) {
        Metadata answer = new Metadata();
        String catalog = Optional.ofNullable(headers.get(DATA_SERVER)).orElseGet(() -> headers.get(CATALOG));
        String authorization = Optional.ofNullable(headers.get(AUTHORIZATION)).orElse("");
        if (isScheme(BASIC, authorization)) {
            Visitor visitor = logIn(authorization.substring(BASIC.length()), address(call));
            if (!"Handshake".equals(call.getMethodDescriptor().getBareMethodName())) {
                return new Call(visitor, ofCookie(headers, visitor), catalog, answer);
            }
            Session session = sessions.begin(visitor);
            answer.put(AUTHORIZATION, BEARER + session.id());
            return new Call(visitor, session, catalog, answer);
        }
        if (isScheme(BEARER, authorization)) {
            String token = authorization.substring(BEARER.length()).strip();
            if (token.startsWith(Sessions.PREFIX)) {
                Session session = sessions.find(token).orElseThrow(CallGuard::over);
                return new Call(again(session), session, catalog, answer);
            }
            Visitor visitor = gate.byToken(secret(token));
            return new Call(visitor, ofCookie(headers, visitor), catalog, answer);
        }
        throw new FlightException(
                Reason.UNAUTHENTICATED,
                "Nobody is logged in.",
                "Give user and password, or an API token: the properties user and password, or token, of the JDBC driver.");
    }

    /** The session's person as they are now; what it has left open is closed if they must log in again. */
    private Visitor again(Session session) {
        try {
            return gate.again(session.visitor());
        } catch (FlightException e) {
            if (e.reason() == Reason.UNAUTHENTICATED) {
                end(session);
            }
            throw e;
        }
    }

    private Visitor logIn(String encoded, String address) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed(e);
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            throw malformed(null);
        }
        return gate.logIn(pair.substring(0, colon), secret(pair.substring(colon + 1)), address);
    }

    private static FlightException malformed(@Nullable Throwable cause) {
        return new FlightException(
                Reason.UNAUTHENTICATED,
                "The header Authorization is malformed.",
                "After Basic comes name:password in Base64 (RFC 7617).",
                cause);
    }

    private static Secret secret(String given) {
        if (given.isBlank()) {
            throw new FlightException(
                    Reason.UNAUTHENTICATED,
                    "The password or token is empty.",
                    "Give user and password, or an API token.");
        }
        return Secret.of(given);
    }

    private static FlightException over() {
        return new FlightException(
                Reason.UNAUTHENTICATED, "The session is over, or of another server.", "Connect again.");
    }

    private static boolean isScheme(String scheme, String authorization) {
        return authorization.regionMatches(true, 0, scheme, 0, scheme.length());
    }

    private @Nullable Session ofCookie(Metadata headers, Visitor visitor) {
        String cookies = headers.get(COOKIE);
        Matcher cookie = COOKIE_VALUE.matcher(cookies == null ? "" : cookies);
        return cookie.find()
                ? sessions.find(cookie.group(1))
                        .filter(session -> session.visitor().userName().equals(visitor.userName()))
                        .orElse(null)
                : null;
    }

    /** The session of a call; of a program that has none yet a new one, which its cookie makes known again. */
    Session session(Call call) {
        if (call.session() != null) {
            return call.session();
        }
        Session session = sessions.begin(call.visitor());
        call.answer().put(SET_COOKIE, COOKIE_NAME + "=" + session.id());
        return session;
    }

    /** Ends a session, and what was prepared in it. */
    void end(Session session) {
        sessions.end(session);
        statements.closeAll(held -> held.isOf(session));
    }

    private static String address(ServerCall<?, ?> call) {
        SocketAddress remote = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        return remote instanceof InetSocketAddress internet && internet.getAddress() != null
                ? internet.getAddress().getHostAddress()
                : "";
    }
}
