package dev.sallyport.server.signin;

import dev.sallyport.server.ServerException;
import dev.sallyport.server.ServerOptions;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * The address that a sign-in comes back to. It is the one that the server was told, and never what a request calls it: only
 * where it is used on its own machine, the browser's name for that machine counts, for there its cookies are.
 */
@Component
class PublicAddress {
    private static final Pattern THIS_MACHINE = Pattern.compile("(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?");

    private final URI told;

    PublicAddress(ServerOptions options) {
        told = options.catalog().url();
    }

    /**
     * The address below which people sign in, as the browser of a request knows it.
     *
     * @throws ServerException if people use another machine's browser and the server was not told its address
     */
    URI of(HttpServletRequest request) {
        if (!THIS_MACHINE.matcher(told.getAuthority()).matches()) {
            return told;
        }
        String host = request.getHeader(HttpHeaders.HOST);
        if (host != null && THIS_MACHINE.matcher(host).matches()) {
            return URI.create("http://" + host);
        }
        throw new ServerException(
                ServerException.Reason.INVALID,
                "This server does not know the address that people use, and a sign-in comes back to that.",
                "Start the server with SALLYPORT_URL set to it, such as https://sallyport.example.com.");
    }
}
