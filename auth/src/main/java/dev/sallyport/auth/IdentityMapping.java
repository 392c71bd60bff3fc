package dev.sallyport.auth;

import java.util.List;

/**
 * What a provider's claims mean here.
 *
 * @param claimTypes what each claim is used for, before the defaults
 * @param groups the groups that the claims of usage Group name
 */
public record IdentityMapping(List<ClaimType> claimTypes, List<ProviderGroup> groups) {
    /** The defaults alone. */
    public static final IdentityMapping DEFAULT = new IdentityMapping(List.of(), List.of());

    public IdentityMapping {
        claimTypes = List.copyOf(claimTypes);
        groups = List.copyOf(groups);
    }
}
