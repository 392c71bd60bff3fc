/** Plans and answers of SQL over sObjects. */
@NullMarked
package dev.sallyport.sql;

import org.jspecify.annotations.NullMarked;
