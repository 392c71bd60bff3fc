package dev.sallyport.org.rest;

import dev.sallyport.org.records.Actor;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.User;
import io.javalin.http.Context;

/** Who writes, told from the session of the call. */
final class Actors {
    private Actors() {}

    static Actor of(Context context, Permissions permissions) {
        User user = RestGate.admission(context).user();
        return new Actor(user.id(), permissions.of(user));
    }
}
