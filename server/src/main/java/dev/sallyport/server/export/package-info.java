/** Exports into files that stay until they are fetched: jobs, which another node goes on with where one was lost. */
@NullMarked
package dev.sallyport.server.export;

import org.jspecify.annotations.NullMarked;
