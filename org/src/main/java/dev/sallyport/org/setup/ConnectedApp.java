package dev.sallyport.org.setup;

import dev.sallyport.org.data.SalesforceId;
import org.jspecify.annotations.Nullable;

/** A connected app: what its developer defined, and the policies that this org's administrator set on it. */
public record ConnectedApp(
        SalesforceId id,
        String name,
        String apiName,
        String contactEmail,
        @Nullable OAuthSettings oauth,
        Policies policies)
        implements OAuthApp {

    @Override
    public boolean open() {
        return true;
    }

    @Override
    public boolean clientCredentialsFlow() {
        return oauth != null && oauth.clientCredentialsFlow();
    }
}
