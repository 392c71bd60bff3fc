package dev.sallyport.server.api;

import dev.sallyport.server.ServerException;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.audit.AuditEntry;
import dev.sallyport.server.audit.AuditTrail;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what. */
@RestController
@RequestMapping("/api/v1/audit")
class AuditApi {
    private static final int MOST = 1000;

    private final AuditTrail audit;

    AuditApi(AuditTrail audit) {
        this.audit = audit;
    }

    /**
     * Entries, the latest first.
     *
     * @param before what to ask for next; null at the end
     */
    record Entries(List<AuditEntry> items, @Nullable Long before) {}

    @Needs(Role.ADMINISTRATOR)
    @GetMapping
    Entries list(
            @RequestParam(defaultValue = "9223372036854775807") long before,
            @RequestParam(defaultValue = "100") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new ServerException(
                    ServerException.Reason.INVALID,
                    "So many entries cannot be had at once.",
                    "Let limit be between 1 and " + MOST + ".");
        }
        List<AuditEntry> items = audit.list(before, limit);
        return new Entries(
                items, items.size() < limit ? null : items.get(items.size() - 1).id());
    }
}
