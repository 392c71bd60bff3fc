/**
 * The WSDLs of the SOAP API, as Setup offers them for download: the partner's, which is the same for every org but for
 * its address, and the enterprise's, which has a type for each sObject type that the user may see. Both are made from one
 * description of operations and types, which the tests hold answers against.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.soap.wsdl;
