package dev.sallyport.transfer;

/**
 * What a load has done.
 *
 * @param rows of its files
 * @param written rows that are in the success file
 * @param failed rows that are in the error file
 * @param nothingToDo whether all was done already
 */
public record LoadResult(long rows, long written, long failed, boolean nothingToDo) {}
