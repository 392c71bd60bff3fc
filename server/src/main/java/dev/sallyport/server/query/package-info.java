/** SQL that people and programs run over the imported tables. */
@NullMarked
package dev.sallyport.server.query;

import org.jspecify.annotations.NullMarked;
