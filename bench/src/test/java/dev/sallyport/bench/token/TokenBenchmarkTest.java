package dev.sallyport.bench.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.bench.measure.Measure;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TokenBenchmarkTest {
    private static final int CALLERS = 50;

    @Test
    void all_look_ups_that_are_compared_find_the_same_token() {
        TokenLookup lookup = new TokenLookup();

        assertThat(lookup.sallyportWithoutEnd().value().reveal()).isEqualTo("T1");
        assertThat(lookup.sallyportWithoutEnd().expiresAt()).isNull();
        assertThat(lookup.sallyportWithEnd().value().reveal()).isEqualTo("T1");
        assertThat(lookup.sallyportWithEnd().expiresAt()).isNotNull();
        assertThat(Objects.requireNonNull(lookup.springSecurity())
                        .getAccessToken()
                        .getTokenValue())
                .isEqualTo("T1");
    }

    @Test
    void callers_at_start_at_expiry_and_after_a_401_make_one_token_call_each_time() throws Exception {
        List<Measure> measures = new TokenCalls(new Callers(CALLERS), 2, Duration.ofMillis(1)).measure();

        assertThat(measures)
                .extracting(Measure::name)
                .containsExactly("50 callers at start", "50 callers at expiry", "50 callers after a 401");
        assertThat(measures).allSatisfy(measure -> {
            assertThat(measure.lowest()).isEqualTo(1);
            assertThat(measure.highest()).isEqualTo(1);
            assertThat(measure.runs()).isEqualTo(2);
        });
    }

    @Test
    void a_measure_is_one_line_of_json() {
        Measure measure = Measure.of("a thing", "ns/op", List.of(9.0, 2.0, 3.0), "another", 30.0);

        assertThat(measure.line())
                .isEqualTo("{\"name\":\"a thing\",\"value\":3.0,\"unit\":\"ns/op\",\"against\":\"another: 30 ns/op\","
                        + "\"ratio\":0.1,\"runs\":3,\"lowest\":2.0,\"highest\":9.0}");
    }
}
