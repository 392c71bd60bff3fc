/**
 * Setup's pages: Setup by clicking, in Salesforce's words. They are a second door to {@link dev.sallyport.org.setup.Setup}
 * beside its admin API, and decide nothing themselves: what Setup refuses stands on the form, beside the field where it
 * belongs, and what was typed stays. One class of routes an area; {@code Desk} sees to it that only an administrator comes
 * in and that forms are this browser's own. Pages are records, shown by the templates of the same area below
 * {@code src/main/jte}.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.setup.pages;
