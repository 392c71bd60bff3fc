package dev.sallyport.bench.sql;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.auth.Secret;
import dev.sallyport.bench.measure.PeakHeap;
import dev.sallyport.salesforce.SalesforceClient;
import dev.sallyport.sql.SObjects;
import dev.sallyport.transfer.Export;
import dev.sallyport.transfer.ExportResult;
import dev.sallyport.transfer.Exporter;
import dev.sallyport.transfer.TransferListener;
import dev.sallyport.transfer.format.RowsFormat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;

/** All contacts into files, as {@code sallyport export} does it, in a process that has little memory. */
public final class ExportProcess {
    /** What the process may have. */
    static final int MOST_MEGABYTES = 64;

    private static final double NANOS = 1e9;
    private static final double MEGABYTE = 1 << 20;

    private ExportProcess() {}

    /**
     * What an export has taken.
     *
     * @param peakMegabytes of the heap, with what waited for the collector
     * @param mostMegabytes what the process may have
     */
    record Exported(long rows, int files, long calls, double seconds, double peakMegabytes, double mostMegabytes) {}

    /**
     * Prints an {@link Exported} as a line of JSON.
     *
     * @param arguments the format and the folder; the access comes by the input, lest others see the secret
     */
    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("").setLevel(Level.WARNING);
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            Access access = new Access(URI.create(input.readLine()), input.readLine(), Secret.of(input.readLine()));
            PeakHeap heap = new PeakHeap();
            long start = System.nanoTime();
            try (SalesforceClient client = access.client()) {
                Exporter exporter = new Exporter(
                        client,
                        SObjects.imported(List.of(client.describe("Contact"))),
                        new Silent(),
                        InstantSource.system());
                ExportResult result = exporter.run(
                        new Export(
                                access.instance(),
                                new Export.Table("Contact", ContactColumns.NAMES, null, false),
                                RowsFormat.valueOf(arguments[0]),
                                null),
                        Path.of(arguments[1]));
                System.out.println(new ObjectMapper()
                        .writeValueAsString(new Exported(
                                result.rows(),
                                result.files(),
                                client.usage().calls(),
                                (System.nanoTime() - start) / NANOS,
                                heap.bytes() / MEGABYTE,
                                Runtime.getRuntime().maxMemory() / MEGABYTE)));
            }
        }
    }

    /** Runs the process. */
    static Exported run(Access access, RowsFormat format, Path folder) throws IOException {
        Process process =
                Java.start("-Xmx" + MOST_MEGABYTES + "m", ExportProcess.class, format.name(), folder.toString());
        try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write(access.instance() + "\n" + access.key() + "\n"
                    + access.secret().reveal() + "\n");
        }
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String line = output.readLine();
            if (line == null) {
                throw new IOException("The export has failed with " + MOST_MEGABYTES + " MB");
            }
            return new ObjectMapper().readValue(line, Exported.class);
        }
    }

    /** An export that is measured has nobody to tell how far it is. */
    private static final class Silent implements TransferListener {
        @Override
        public void remark(String text) {}

        @Override
        public void progress(long rows, OptionalLong total) {}
    }
}
