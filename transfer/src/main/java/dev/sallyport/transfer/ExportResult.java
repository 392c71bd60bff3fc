package dev.sallyport.transfer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an export has done.
 *
 * @param rows of its run, those among them that were there before it was cut off
 * @param files of its run
 * @param until before when all changes are exported, by Salesforce's clock; null unless the export is incremental
 * @param nothingToDo whether all was there already
 */
public record ExportResult(long rows, int files, @Nullable Instant until, boolean nothingToDo) {}
