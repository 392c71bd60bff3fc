/** What answers are made of: pages for people, problems for programs. */
@NullMarked
package dev.sallyport.server.web;

import org.jspecify.annotations.NullMarked;
