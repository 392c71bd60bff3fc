package dev.sallyport.transfer;

import java.util.List;

/**
 * What can be told of a load before anything is sent.
 *
 * @param rows of its files
 * @param unfit rows of them with a value that does not fit its column
 * @param examples the first of these, each with its number from 1 and what is wrong
 * @param bulk whether the rows would go by Bulk API 2.0
 */
public record LoadCheck(long rows, long unfit, List<String> examples, boolean bulk) {
    public LoadCheck {
        examples = List.copyOf(examples);
    }
}
