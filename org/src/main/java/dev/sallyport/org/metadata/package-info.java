/**
 * Custom objects and fields as the Metadata API sees them, with the checks that Salesforce makes, and their doors: SOAP
 * at {@code /services/Soap/m}, and JSON under {@code /setup/api/objects} for administrators.
 *
 * <p>A component arrives as a {@link dev.sallyport.org.metadata.Component}, whichever door it took. {@code FieldCompiler}
 * turns a custom field into the definition that the schema knows; {@code FieldView} goes the other way.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.metadata;
