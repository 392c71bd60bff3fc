/**
 * The Salesforce APIs as a client sees them: REST query and describe, SOAP {@code getUserInfo}, user info, limits. One
 * {@link dev.sallyport.salesforce.SalesforceClient} for each data server; it counts its API calls, replaces a refused
 * token once per request, and turns every error of Salesforce's into a typed failure with advice.
 */
@NullMarked
package dev.sallyport.salesforce;

import org.jspecify.annotations.NullMarked;
