/** Setup's pages as a person meets them: by what is written on links, buttons and beside fields. */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.setup.pages;
