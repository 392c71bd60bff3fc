/**
 * What the console costs: the weight of its pages, how long they take while many people ask for them at once, and how long the
 * server takes to its first page; what rows cost by Flight SQL beside the REST API; and what a server and two of them do for
 * many programs at once.
 */
@NullMarked
package dev.sallyport.bench.console;

import org.jspecify.annotations.NullMarked;
