package dev.sallyport.org.bulk;

import org.jspecify.annotations.Nullable;

/**
 * What {@code Sforce-Enable-PKChunking} asks for.
 *
 * @param chunkSize records in a batch, at most 250,000
 * @param startRow id where the first batch begins; null for the first record
 */
public record PkChunking(int chunkSize, @Nullable String startRow) {}
