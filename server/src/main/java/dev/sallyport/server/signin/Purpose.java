package dev.sallyport.server.signin;

/** What somebody signs in at an authorization server for. */
enum Purpose {
    /** To be logged in here. */
    LOG_IN,
    /** To get tokens for data servers. */
    TOKENS,
    /** To be able to log in here that way from now on. */
    LINK
}
