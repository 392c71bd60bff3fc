/** The client and Test Connection through the public doors, against a server that plays an org's literal answers. */
@NullMarked
package dev.sallyport.salesforce;

import org.jspecify.annotations.NullMarked;
