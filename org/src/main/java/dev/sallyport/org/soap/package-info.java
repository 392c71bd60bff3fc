/**
 * The SOAP APIs: the enterprise endpoint {@code /services/Soap/c/N.0}, which a data server's OAuth server URL names, and
 * the partner endpoint {@code /services/Soap/u/N.0}. SOAP 1.1; an OAuth access token serves as the session id.
 * {@link dev.sallyport.org.soap.SoapEndpoint} reads calls, lets them in and writes answers and faults; each group of
 * operations has a class of its own and is the same for both endpoints, which differ in how records look.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.soap;
