/**
 * The {@code sallyport} command. One class is one command; each opens the catalogue, does one thing and closes it. What
 * goes wrong is told in two lines, what happened and what to do, and by the exit code: 1 if something else refused, 2 if
 * the command was given what cannot be.
 */
@NullMarked
package dev.sallyport.cli;

import org.jspecify.annotations.NullMarked;
