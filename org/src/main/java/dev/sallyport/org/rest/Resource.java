package dev.sallyport.org.rest;

import io.javalin.config.RoutesConfig;

/** A part of the REST API. */
interface Resource {
    /** Adds its addresses to a server; of two that match a request, the one that was added first answers. */
    void addTo(RoutesConfig routes);
}
