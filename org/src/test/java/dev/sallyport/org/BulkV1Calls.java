package dev.sallyport.org;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.org.OrgClient.Answer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An org and the calls of Bulk API that its tests make of it. */
abstract class BulkV1Calls extends OrgForEachTest {
    static final String ROOT = "/services/async/68.0/job";
    static final String NAMESPACE = "http://www.force.com/2009/06/asyncapi/dataload";

    BulkV1Calls() {
        super(1_000);
    }

    Answer open(String operation, String object, String contentType, Map<String, String> more) {
        StringBuilder body = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?><jobInfo xmlns=\"" + NAMESPACE
                + "\"><operation>" + operation + "</operation><object>" + object + "</object>");
        HttpRequest.Builder request = client.request(ROOT).header("X-SFDC-Session", token);
        more.forEach((name, value) -> {
            if (name.startsWith("Sforce-")) {
                request.header(name, value);
            } else {
                body.append("<" + name + ">" + value + "</" + name + ">");
            }
        });
        body.append("<contentType>" + contentType + "</contentType></jobInfo>");
        return client.send(request.header("Content-Type", "application/xml; charset=UTF-8")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    String add(String job, String mediaType, String body) {
        return value(post(job + "/batch", mediaType, body), "id");
    }

    Answer change(String job, String state) {
        return post(
                job, "application/xml", "<jobInfo xmlns=\"" + NAMESPACE + "\"><state>" + state + "</state></jobInfo>");
    }

    Answer post(String path, String mediaType, String body) {
        return client.send(client.request(ROOT + (path.isEmpty() ? "" : "/" + path))
                .header("X-SFDC-Session", token)
                .header("Content-Type", mediaType)
                .POST(BodyPublishers.ofString(body)));
    }

    Answer get(String path) {
        return client.send(client.request(ROOT + "/" + path).header("X-SFDC-Session", token));
    }

    Answer get(String path, String accept) {
        return client.send(client.request(ROOT + "/" + path)
                .header("X-SFDC-Session", token)
                .header("Accept", accept));
    }

    /** Asks for a batch again and again until it has come to its end. */
    Answer await(String job, String batch) {
        Answer answer = get(job + "/batch/" + batch);
        while (answer.text().contains("Queued") || answer.text().contains("InProgress")) {
            answer = get(job + "/batch/" + batch);
        }
        return answer;
    }

    static String refusal(Answer answer) {
        assertThat(answer.status()).isGreaterThanOrEqualTo(400);
        return value(answer, "exceptionCode") + ": " + value(answer, "exceptionMessage");
    }

    static String value(Answer answer, String element) {
        return values(answer, element).stream().findFirst().orElse("");
    }

    static List<String> values(Answer answer, String element) {
        Matcher matcher = Pattern.compile("<" + element + ">([^<]*)</" + element + ">|\"" + element + "\":\"([^\"]*)\"")
                .matcher(answer.text());
        return matcher.results()
                .map(result -> result.group(1) == null ? result.group(2) : result.group(1))
                .toList();
    }
}
