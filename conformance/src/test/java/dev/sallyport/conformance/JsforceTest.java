package dev.sallyport.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.conformance.NodeRuntime.Outcome;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** jsforce, the client of most Node.js programs: each check of {@code src/test/js} is a test here. */
@TestInstance(Lifecycle.PER_CLASS)
class JsforceTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @AutoClose
    private final OrgUnderTest org = new OrgUnderTest();

    @TestFactory
    Stream<DynamicContainer> each_call_is_answered_as_salesforce_answers_it() {
        org.org().setup().settings().allowSoapLogin(true);
        NodeRuntime node = NodeRuntime.prepare("");
        Map<String, String> environment = Map.of(
                "SF_LOGIN_URL", org.url(),
                "SF_CLIENT_ID", org.app().consumerKey(),
                "SF_CLIENT_SECRET", org.app().consumerSecret(),
                "SF_CALLBACK_URL", org.app().callbackUrl(),
                "SF_USERNAME", org.administrator().username(),
                "SF_PASSWORD", org.administrator().password());
        return node.checkFiles().stream()
                .map(file -> dynamicContainer(
                        file, Stream.of(file).flatMap(name -> tests(node.runChecks(name, environment)))));
    }

    private static Stream<DynamicTest> tests(Outcome outcome) {
        List<JsonNode> checks = outcome.output()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(JsforceTest::read)
                .toList();
        DynamicTest ran = dynamicTest("all checks ran", () -> {
            assertThat(checks).as(outcome.errors()).isNotEmpty();
            assertThat(outcome.exitCode())
                    .as(outcome.errors())
                    .isEqualTo(
                            checks.stream().allMatch(check -> check.path("passed")
                                            .asBoolean())
                                    ? 0
                                    : 1);
        });
        return Stream.concat(checks.stream().map(JsforceTest::test), Stream.of(ran));
    }

    private static DynamicTest test(JsonNode check) {
        return dynamicTest(check.path("name").asText(), () -> assertThat(
                        check.path("passed").asBoolean())
                .as("%s: %s", check.path("name").asText(), check.path("error").asText())
                .isTrue());
    }

    private static JsonNode read(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(line, e);
        }
    }
}
