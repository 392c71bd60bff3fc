/** The doctor, against a local org in every state that it can name. */
@NullMarked
package dev.sallyport.salesforce.doctor;

import org.jspecify.annotations.NullMarked;
