package dev.sallyport.org.oauth;

import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request's form body. */
final class Form {
    private final Map<String, List<String>> parameters;

    private Form(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /**
     * Reads the body. A body of another type than {@code application/x-www-form-urlencoded} holds no parameters, as
     * Salesforce sees it.
     */
    static Form of(Context context) {
        return new Form(context.isFormUrlencoded() ? context.formParamMap() : Map.of());
    }

    /**
     * A parameter's value; one without a value counts as left out (RFC 6749 section 3.2).
     *
     * @throws dev.sallyport.org.http.ApiException {@code invalid_request} if it is there more than once
     */
    Optional<String> value(String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw OAuthErrors.refused("invalid_request", "duplicate parameter: " + name);
        }
        return values.stream().filter(value -> !value.isEmpty()).findFirst();
    }
}
