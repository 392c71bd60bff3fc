/** Work that somebody asks for and that any node may finish: rows in the database, run under leases. */
@NullMarked
package dev.sallyport.server.job;

import org.jspecify.annotations.NullMarked;
