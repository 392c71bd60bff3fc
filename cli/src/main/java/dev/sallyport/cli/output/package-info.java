/** Rows on the screen and for machines: aligned tables, CSV and JSON, each written as the rows come. */
@NullMarked
package dev.sallyport.cli.output;

import org.jspecify.annotations.NullMarked;
