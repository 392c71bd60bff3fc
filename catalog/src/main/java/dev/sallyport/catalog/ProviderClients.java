package dev.sallyport.catalog;

import dev.sallyport.auth.ProviderParameters;
import dev.sallyport.auth.SecurityProvider;
import dev.sallyport.auth.http.ProviderHttp;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** HTTP clients as the providers want them: one for all that want the same. */
final class ProviderClients {
    private final Map<Boolean, HttpClient> clients = new ConcurrentHashMap<>();

    HttpClient of(SecurityProvider provider) {
        ProviderParameters parameters = provider.parameters();
        return clients.computeIfAbsent(parameters.ignoreTlsErrors(), ignore -> ProviderHttp.client(parameters));
    }
}
