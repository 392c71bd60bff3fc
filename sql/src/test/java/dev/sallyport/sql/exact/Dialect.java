package dev.sallyport.sql.exact;

/** Whose SQL is written: the two differ in some words. */
enum Dialect {
    SALLYPORT,
    H2
}
