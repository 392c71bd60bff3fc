package dev.sallyport.org.bulk;

/** What ends a row. */
public enum LineEnding {
    LF,
    CRLF
}
