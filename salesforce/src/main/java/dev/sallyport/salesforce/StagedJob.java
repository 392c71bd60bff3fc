package dev.sallyport.salesforce;

import java.io.Serializable;

/**
 * A job of Bulk API 2.0 that holds rows and writes none of them before it is told to.
 *
 * @param id Salesforce's
 * @param rows how many it holds
 */
public record StagedJob(String id, int rows) implements Serializable {}
