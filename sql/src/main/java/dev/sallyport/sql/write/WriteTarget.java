package dev.sallyport.sql.write;

import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SalesforceClient;

/** A table that can be written. */
public interface WriteTarget {
    /** What writes its records. */
    SalesforceClient client();

    /** What it is made of, and what the user may do with it. */
    SObjectDescribe describe();

    /** The writes of the connection that the table is of. */
    WriteSession session();
}
