package dev.sallyport.sql.read;

/** How much of a query's answer a plan reads. */
public enum Demand {
    /** All of it, whoever reads the statement's rows: something above needs every row before it gives its first. */
    WHOLE,
    /** As much as the reader of the statement's rows wants. */
    READER,
    /** The beginning: a limit above may end it at any row. */
    BEGINNING
}
