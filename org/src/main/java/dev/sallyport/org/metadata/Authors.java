package dev.sallyport.org.metadata;

import dev.sallyport.org.setup.User;
import dev.sallyport.org.setup.Users;
import java.util.HashMap;
import java.util.Map;

/** Who made and changed the components of one list: each user is looked up once, however many components there are. */
final class Authors {
    private final Users users;
    private final Map<String, User> known = new HashMap<>();

    Authors(Users users) {
        this.users = users;
    }

    /** A user by id, or else the first one of the org. */
    User of(String id) {
        return known.computeIfAbsent(
                id, unknown -> users.find(unknown).orElseGet(() -> users.list().get(0)));
    }
}
