/**
 * The connection guide from its first click to rows on the screen, against a local org and over real HTTP. The
 * Salesforce half goes through the org's Setup API as an administrator would through its pages; the App Builder half goes
 * through the catalogue as the other commands do.
 */
@NullMarked
package dev.sallyport.cli.quickstart;

import org.jspecify.annotations.NullMarked;
