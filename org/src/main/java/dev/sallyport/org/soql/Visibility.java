package dev.sallyport.org.soql;

import dev.sallyport.org.data.Field;
import dev.sallyport.org.data.SObjectType;

/** What the running user may read. What they may not read is, to a query, not there. */
public interface Visibility {
    /** Whether the user may read records of a type. */
    boolean canRead(SObjectType type);

    /** Whether the user may read a field of a type that they may read. */
    boolean canRead(SObjectType type, Field field);

    /** Sees everything. */
    static Visibility all() {
        return new Visibility() {
            @Override
            public boolean canRead(SObjectType type) {
                return true;
            }

            @Override
            public boolean canRead(SObjectType type, Field field) {
                return true;
            }
        };
    }
}
