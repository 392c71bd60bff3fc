/**
 * Setup over HTTP, under {@code /setup/api}: what an administrator would click, as JSON. No real org has this API; it
 * asks for a person's session and refuses what Setup's pages refuse.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.setup.api;
