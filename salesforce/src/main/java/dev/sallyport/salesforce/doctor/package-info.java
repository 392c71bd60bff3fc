/**
 * The doctor: examines a security provider and the org behind it with the least calls, goes on after a failure where it
 * can learn more, and says of each thing that is wrong what Salesforce calls it, what it means and where to click.
 */
@NullMarked
package dev.sallyport.salesforce.doctor;

import org.jspecify.annotations.NullMarked;
