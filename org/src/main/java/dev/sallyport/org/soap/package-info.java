/**
 * The SOAP API: the enterprise endpoint {@code /services/Soap/c/N.0}, which a data server's OAuth server URL names, and
 * the partner endpoint {@code /services/Soap/u/N.0}. SOAP 1.1; an OAuth access token serves as the session id. Faults
 * are worded as Salesforce words them.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.soap;
