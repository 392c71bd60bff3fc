package dev.sallyport.org.soap;

import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.http.ApiVersion;
import dev.sallyport.org.session.ApiGate.Admission;
import dev.sallyport.org.setup.User;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.xml.namespace.QName;
import org.jspecify.annotations.Nullable;

/**
 * A call of an operation.
 *
 * @param admitted who calls; null where the operation needs no session
 * @param clientAddress the caller's address
 * @param host host and port that were called
 */
public record SoapCall(
        SoapDialect dialect,
        ApiVersion version,
        SoapRequest request,
        @Nullable Admission admitted,
        String clientAddress,
        String host) {

    /** Who calls, for an operation that needs a session. */
    public Admission admission() {
        return Objects.requireNonNull(admitted);
    }

    /** The running user. */
    public User user() {
        return admission().user();
    }

    /** A header of the API by its name, such as {@code QueryOptions}. */
    public Optional<XmlElement> header(String name) {
        return request.header(new QName(dialect.namespace(), name));
    }

    /** The text of an argument; empty where it is absent, nil or blank. */
    public Optional<String> argument(String name) {
        return request.operation().childText(name);
    }

    /**
     * The text of an argument that must be there.
     *
     * @throws ApiException {@code MISSING_ARGUMENT}
     */
    public String requiredArgument(String name) {
        return argument(name)
                .orElseThrow(() -> new ApiException(500, "MISSING_ARGUMENT", "required argument: " + name));
    }

    /** The texts of an argument that may be given many times. */
    public List<String> arguments(String name) {
        return request.operation().childTexts(name);
    }

    /** The elements of an argument that may be given many times. */
    public List<XmlElement> elements(String name) {
        return request.operation().children(name);
    }
}
