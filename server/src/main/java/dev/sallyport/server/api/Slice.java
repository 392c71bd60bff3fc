package dev.sallyport.server.api;

import dev.sallyport.server.ServerException;
import java.util.List;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param items the part
 * @param total how many there are in all
 * @param offset how many come before
 * @param limit how many were asked for at most
 */
record Slice<T>(List<T> items, int total, int offset, int limit) {
    static final int MOST = 1000;

    /** The part of a list that a request asks for; only what is shown is made. */
    static <S, T> Slice<T> of(List<S> all, int offset, int limit, Function<S, T> shown) {
        if (offset < 0 || limit < 1 || limit > MOST) {
            throw new ServerException(
                    ServerException.Reason.INVALID,
                    "There is no such part of the list.",
                    "Let offset be 0 or more, and limit between 1 and " + MOST + ".");
        }
        int from = Math.min(offset, all.size());
        int to = Math.min(from + limit, all.size());
        return new Slice<>(all.subList(from, to).stream().map(shown).toList(), all.size(), offset, limit);
    }
}
