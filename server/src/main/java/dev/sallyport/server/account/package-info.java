/** Who may use the server: accounts, roles, API tokens, the first set-up. */
@NullMarked
package dev.sallyport.server.account;

import org.jspecify.annotations.NullMarked;
