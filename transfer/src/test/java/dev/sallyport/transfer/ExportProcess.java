package dev.sallyport.transfer;

import dev.sallyport.transfer.format.RowsFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** An export in a process of its own, for tests to kill. */
final class ExportProcess {
    private ExportProcess() {}

    public static void main(String[] arguments) throws IOException, SQLException {
        try (ChildsWork work = new ChildsWork(planned -> CompletableFuture.completedFuture(null))) {
            Path folder = Path.of(work.line());
            RowsFormat format = RowsFormat.valueOf(work.line());
            new Exporter(work.client(), work.tables(), work, InstantSource.system())
                    .run(KilledExportTest.export(work.instance(), format), folder);
        }
    }
}
