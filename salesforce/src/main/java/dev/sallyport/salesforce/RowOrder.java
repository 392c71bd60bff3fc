package dev.sallyport.salesforce;

/** In which order a bulk query's rows are wanted. */
public enum RowOrder {
    /** As the statement orders them, or as Salesforce has written them. */
    AS_QUERIED,

    /** As they come: then pages of the result are read side by side. */
    ANY
}
