/**
 * What all of the org's pages for people have in common, be they the OAuth server's or Setup's: one log-in page and one
 * session ({@link dev.sallyport.org.browser.Browser}), one look and one set of headers
 * ({@link dev.sallyport.org.browser.Pages}). A page is a record that has all that its template shows.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.browser;
