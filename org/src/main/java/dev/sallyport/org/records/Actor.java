package dev.sallyport.org.records;

import dev.sallyport.org.data.SalesforceId;
import dev.sallyport.org.setup.UserPermissions;

/** Who writes records, and what they may do. */
public record Actor(SalesforceId userId, UserPermissions permissions) {}
