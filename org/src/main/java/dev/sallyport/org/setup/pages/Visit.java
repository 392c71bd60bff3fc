package dev.sallyport.org.setup.pages;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.User;
import io.javalin.http.Context;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** One request of an administrator, and what came with it. */
record Visit(Context context, User user) {

    /** Who does what is done now. */
    SalesforceId actor() {
        return user.id();
    }

    /** A part of the path. */
    String path(String name) {
        return context.pathParam(name);
    }

    /** A parameter of the query string; empty where it is missing. */
    String query(String name) {
        String value = context.queryParam(name);
        return value == null ? "" : value;
    }

    /** What was sent with a form that has fields of these names. */
    Fields posted(List<String> names) {
        return Fields.posted(context, names);
    }

    /** Does what a form asks for, or shows the form again with what was typed and why it is refused. */
    static Answer save(Fields typed, Supplier<Answer> work, Function<Fields, Answer> again) {
        try {
            return work.get();
        } catch (ApiException refused) {
            return again.apply(typed.refused(refused.error()));
        }
    }
}
