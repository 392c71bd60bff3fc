package dev.sallyport.org.bulk;

/** How a job's CSV is written: commas and line feeds unless the job says otherwise. */
public record CsvFormat(ColumnDelimiter columnDelimiter, LineEnding lineEnding) {
    public static final CsvFormat DEFAULT = new CsvFormat(ColumnDelimiter.COMMA, LineEnding.LF);
}
