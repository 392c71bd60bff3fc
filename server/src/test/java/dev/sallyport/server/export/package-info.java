@NullMarked
package dev.sallyport.server.export;

import org.jspecify.annotations.NullMarked;
