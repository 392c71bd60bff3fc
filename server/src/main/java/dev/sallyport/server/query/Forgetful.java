package dev.sallyport.server.query;

/** Holds what people open and may forget. */
public interface Forgetful {
    /** Ends what nobody has used for so long that it counts as forgotten. */
    void endForgotten();
}
