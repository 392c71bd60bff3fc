package dev.sallyport.flight;

import dev.sallyport.auth.Secret;

/** Lets clients in, or not. For use by several threads at once. */
public interface Gate {
    /**
     * Lets somebody in by name and password.
     *
     * @param address the client's, for whoever counts failures
     * @throws FlightException if these are not an account's, or the next try must wait
     */
    Visitor logIn(String userName, Secret password, String address);

    /**
     * Lets a program in by a token that the endpoint has not made itself.
     *
     * @throws FlightException if the token does not count
     */
    Visitor byToken(Secret token);

    /**
     * Looks again at somebody who has logged in some time ago.
     *
     * @param visitor whom {@link #logIn} or {@link #byToken} has let in
     * @return the same person as they are now, equal to the one given
     * @throws FlightException if they must log in again, which is {@link FlightException.Reason#UNAUTHENTICATED}: then what
     *     they have left open is closed
     */
    Visitor again(Visitor visitor);
}
