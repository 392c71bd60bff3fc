package dev.sallyport.server.administration;

import dev.sallyport.catalog.Backup;
import dev.sallyport.catalog.Catalog;
import dev.sallyport.server.audit.AuditTrail;
import java.io.IOException;
import java.io.OutputStream;
import org.springframework.stereotype.Component;

/** Gives out backups while this server, and others over the same database, go on. */
@Component
public class BackupAdministration {
    private final Catalog catalog;
    private final AuditTrail audit;

    BackupAdministration(Catalog catalog, AuditTrail audit) {
        this.catalog = catalog;
        this.audit = audit;
    }

    /**
     * Writes what is there at this moment; see {@link Catalog#backUp(OutputStream)}. The audit trail says so first, for who
     * takes but a part of it has that part.
     *
     * @param out which is closed
     * @return what is in it
     * @throws IOException if whoever reads it is gone
     */
    public Backup write(OutputStream out) throws IOException {
        audit.record("backup.create", "catalog", null, null);
        return catalog.backUp(out);
    }
}
