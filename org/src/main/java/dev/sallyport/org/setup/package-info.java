/**
 * Setup: what an administrator decides about the org. Profiles and users, connected apps with their OAuth settings and
 * policies, the identity check before a consumer secret is shown, org settings, and the trail of all of it.
 * {@link dev.sallyport.org.setup.Setup} is the way in; its parts refuse what Salesforce refuses, in its words. What is an
 * sObject ("User", "Profile") is kept in its sObject table, so that queries see it; the rest in the SQL schema SETUP.
 */
@org.jspecify.annotations.NullMarked
package dev.sallyport.org.setup;
