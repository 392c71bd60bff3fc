package dev.sallyport.catalog;

/**
 * Something with the number of the state that it is in.
 *
 * @param value what it is
 * @param version grows with each change
 */
public record Versioned<T>(T value, long version) {}
