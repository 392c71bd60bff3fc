/** What the server has done of late: calls to the orgs, statements, what was slow and what failed. */
@NullMarked
package dev.sallyport.server.activity;

import org.jspecify.annotations.NullMarked;
