package dev.sallyport.org.setup.pages;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.User;
import io.javalin.http.Context;
import java.util.List;

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
}
