package dev.sallyport.org.oauth;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The parameters of a request. */
final class Form {
    private final Map<String, List<String>> parameters;

    private Form(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /**
     * Reads the body: a form, urlencoded or multipart (Salesforce's command line sends the latter). A body of another
     * type holds no parameters, as Salesforce sees it.
     */
    static Form ofBody(Context context) {
        boolean form = context.isFormUrlencoded() || context.isMultipartFormData();
        return new Form(form ? decoded(context::formParamMap) : Map.of());
    }

    /** Reads the query string and the body, which Salesforce does not tell apart. */
    static Form of(Context context) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        decoded(context::queryParamMap).forEach((name, values) -> all.put(name, new ArrayList<>(values)));
        ofBody(context).parameters.forEach((name, values) -> all.computeIfAbsent(name, missing -> new ArrayList<>())
                .addAll(values));
        return new Form(all);
    }

    private static Map<String, List<String>> decoded(Supplier<Map<String, List<String>>> parameters) {
        try {
            return parameters.get();
        } catch (IllegalArgumentException e) {
            throw OAuthErrors.refused("invalid_request", "malformed parameter encoding");
        }
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
