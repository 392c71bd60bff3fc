/**
 * What the console costs: the weight of its pages, how long they take while many people ask for them at once, and how long the
 * server takes to its first page; and what rows cost by Flight SQL beside the REST API.
 */
@NullMarked
package dev.sallyport.bench.console;

import org.jspecify.annotations.NullMarked;
