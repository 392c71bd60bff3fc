package dev.sallyport.org.oauth;

import java.util.LinkedHashMap;
import java.util.Map;

/** The addresses of the org's APIs that user info and the identity URL give, with {@code {version}} to fill in. */
final class ServiceUrls {
    private ServiceUrls() {}

    static Map<String, String> of(String root, String organizationId, String userId) {
        String shortOrganization = organizationId.substring(0, 15);
        String rest = root + "/services/data/v{version}/";
        Map<String, String> urls = new LinkedHashMap<>();
        urls.put("enterprise", root + "/services/Soap/c/{version}/" + shortOrganization);
        urls.put("metadata", root + "/services/Soap/m/{version}/" + shortOrganization);
        urls.put("partner", root + "/services/Soap/u/{version}/" + shortOrganization);
        urls.put("rest", rest);
        urls.put("sobjects", rest + "sobjects/");
        urls.put("search", rest + "search/");
        urls.put("query", rest + "query/");
        urls.put("recent", rest + "recent/");
        urls.put("tooling_soap", root + "/services/Soap/T/{version}/" + shortOrganization);
        urls.put("tooling_rest", rest + "tooling/");
        urls.put("profile", root + "/" + userId);
        urls.put("feeds", rest + "chatter/feeds");
        urls.put("groups", rest + "chatter/groups");
        urls.put("users", rest + "chatter/users");
        urls.put("feed_items", rest + "chatter/feed-items");
        urls.put("feed_elements", rest + "chatter/feed-elements");
        urls.put("custom_domain", root);
        return urls;
    }
}
