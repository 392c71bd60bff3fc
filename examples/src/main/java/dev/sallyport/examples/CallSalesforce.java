package dev.sallyport.examples;

import dev.sallyport.auth.AuthorizedHttpClient;
import dev.sallyport.auth.ClientCredential;
import dev.sallyport.auth.OAuthProvider;
import dev.sallyport.auth.SallyportException;
import dev.sallyport.auth.Secret;
import dev.sallyport.auth.SecretReference;
import dev.sallyport.auth.TokenSource;
import dev.sallyport.auth.oauth.OAuthTokenSource;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls a Salesforce org as a system, by client credentials. */
public final class CallSalesforce {
    private final URI myDomain;
    private final AuthorizedHttpClient org;

    /**
     * One of these serves all threads of a program, for as long as it runs.
     *
     * @param myDomain the org's own address, such as {@code https://acme.my.salesforce.com}
     * @param consumerKey the app's client id
     * @param consumerSecret the app's client secret
     */
    CallSalesforce(URI myDomain, String consumerKey, Secret consumerSecret) {
        this.myDomain = myDomain;
        HttpClient http = HttpClient.newHttpClient();
        OAuthProvider provider = OAuthProvider.salesforceClientCredentials(
                "Salesforce", myDomain, new ClientCredential(consumerKey, consumerSecret));
        TokenSource tokens = OAuthTokenSource.of(provider, http);
        this.org = new AuthorizedHttpClient(http, provider.access(tokens));
    }

    /**
     * Prints what a path of the org answers.
     *
     * @param arguments My Domain, consumer key, where the secret is ({@code env:NAME} or {@code file:PATH}), path
     */
    public static void main(String[] arguments) throws Exception {
        try {
            Secret secret = Secret.at(SecretReference.parse(arguments[2]));
            CallSalesforce salesforce = new CallSalesforce(URI.create(arguments[0]), arguments[1], secret);
            System.out.println(salesforce.get(arguments[3]));
        } catch (SallyportException e) {
            System.out.println(e.getMessage());
            System.out.println(e.advice());
        }
    }

    /** What a path answers; a token that has ended is replaced on the way. */
    String get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(myDomain.resolve(path)).build();
        HttpResponse<String> answer = org.send(request, BodyHandlers.ofString());
        return answer.body();
    }
}
