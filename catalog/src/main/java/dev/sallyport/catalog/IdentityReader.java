package dev.sallyport.catalog;

import dev.sallyport.auth.ClaimType;
import dev.sallyport.auth.IdentityMapping;
import dev.sallyport.auth.ProviderGroup;
import java.util.ArrayList;
import java.util.List;

/** Reads a document's claim types and groups. */
final class IdentityReader {
    private final DocumentObject root;

    IdentityReader(DocumentObject root) {
        this.root = root;
    }

    IdentityMapping read() {
        return new IdentityMapping(claimTypes(), groups());
    }

    private List<ClaimType> claimTypes() {
        List<ClaimType> claims = new ArrayList<>();
        for (DocumentObject claim : root.objects("claimTypes")) {
            // App Builder's documentation calls the field so; whether its exports do is not known.
            String misspelt = claim.text("identitier");
            String identifier = claim.text("identifier");
            if (identifier == null) {
                identifier = misspelt;
            }
            if (identifier == null) {
                throw claim.invalid("identifier", "is missing");
            }
            ClaimType.Usage usage =
                    ProviderWords.CLAIM_USAGE.read(claim.required("usage")).orElse(null);
            if (usage == null) {
                claim.leaveOut("its usage has no counterpart here.");
            } else {
                claims.add(new ClaimType(identifier, usage, claim.number("priority", 0), claim.flag("ignore", false)));
                claim.noteUnread();
            }
        }
        return claims;
    }

    private List<ProviderGroup> groups() {
        List<ProviderGroup> groups = new ArrayList<>();
        for (DocumentObject group : root.objects("groups")) {
            groups.add(new ProviderGroup(
                    group.required("name"),
                    group.required("identifier"),
                    group.text("groupId"),
                    group.flag("grantOnIdentityCreate", false)));
            group.noteUnread();
        }
        return groups;
    }
}
