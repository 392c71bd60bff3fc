package dev.sallyport.transfer;

import java.util.List;

/**
 * What can be told of a load before anything is sent.
 *
 * @param rows of its files
 * @param sent rows of them that would be sent: those that fit, and of all or none no row if one does not
 * @param unfit rows of them that would be in the error file and not be sent: with a value that does not fit its column, with
 *     no record to find, or about a record that a row before them is about in the same job
 * @param examples the first of these, each with its number from 1 and what is wrong
 * @param bulk whether the rows would go by Bulk API 2.0
 */
public record LoadCheck(long rows, long sent, long unfit, List<String> examples, boolean bulk) {
    public LoadCheck {
        examples = List.copyOf(examples);
    }
}
