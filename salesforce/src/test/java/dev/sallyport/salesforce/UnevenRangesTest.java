package dev.sallyport.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.salesforce.PlayedOrg.Played;
import dev.sallyport.salesforce.PlayedOrg.Seen;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ids that lie unevenly: given in bursts, with wide gaps between them. */
class UnevenRangesTest {
    private static final String QUERY = "/services/data/v55.0/query";
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pattern BOUND = Pattern.compile("Id (<|>=) '(\\w{15})'");
    private static final int PAGE = 2_000;
    private static final int RANGES = 8;
    private static final List<QueryColumn> ID = List.of(new QueryColumn(List.of("Id"), FieldType.ID));

    private final PlayedOrg org = new PlayedOrg();
    private final NavigableSet<String> ids = new TreeSet<>();
    private final Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
    private final Queue<String> open = new ArrayDeque<>();
    private final AtomicInteger queries = new AtomicInteger();
    private final Map<String, Integer> pagesOfQuery = new ConcurrentHashMap<>();

    @AfterEach
    void close() {
        org.close();
    }

    @Test
    void evenly_given_ids_are_read_in_as_many_ranges_as_asked_for() {
        burst(0, 40_000);

        assertThat(read()).hasSize(40_000);
        assertThat(sizes).hasSize(RANGES).allMatch(size -> size == 5_000);
    }

    @Test
    void a_range_that_has_more_than_its_share_is_split_again() {
        burst(0, 1_500);
        burst(700_000, 80_000);

        assertThat(read()).hasSize(81_500);
        assertThat(longest()).isLessThanOrEqualTo(10_000 * 3 / 2 / PAGE + 1);
        assertThat(pagesOfQuery.size()).isLessThanOrEqualTo(RANGES);
    }

    @Test
    void a_burst_that_is_a_two_thousandth_of_the_width_is_found() {
        burst(0, 1);
        burst(40_000_000, 40_000);
        burst(80_000_000, 1);

        assertThat(read()).hasSize(40_002);
        assertThat(pagesOfQuery.size()).as(sizes.toString()).isBetween(2, RANGES);
    }

    @Test
    void queries_that_a_split_has_thrown_away_push_out_none_that_is_read() {
        burst(0, 3_000);
        for (long first = 400_000; first < 800_000; first += 100_000) {
            burst(first, 20_000);
        }

        assertThat(read()).hasSize(83_000);
        assertThat(queries.get()).isGreaterThan(RANGES);
    }

    @Test
    void few_records_are_not_split_however_they_lie() {
        burst(0, 1);
        burst(1_000_000, 9_000);

        assertThat(read()).hasSize(9_001);
        assertThat(sizes).hasSize(RANGES);
    }

    private void burst(long first, int count) {
        for (long number = first; number < first + count; number++) {
            ids.add(id(number));
        }
    }

    private static String id(long number) {
        StringBuilder digits = new StringBuilder();
        for (long rest = number; digits.length() < 12; rest /= DIGITS.length()) {
            digits.insert(0, DIGITS.charAt((int) (rest % DIGITS.length())));
        }
        return "003" + digits;
    }

    /** All ids, each of which must come once. */
    private Collection<Object> read() {
        org.on(QUERY, this::answer);
        List<Object> found = new ArrayList<>();
        try (SalesforceClient client = org.client(true);
                QueryCursor cursor =
                        client.queryInRanges("Contact", range -> "SELECT Id FROM Contact WHERE " + range, ID, RANGES)) {
            while (cursor.next()) {
                found.add(cursor.value(0));
            }
        }
        assertThat(new HashSet<>(found)).hasSameSizeAs(found);
        return found;
    }

    private int longest() {
        return pagesOfQuery.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private Played answer(Seen request) {
        String soql = URLDecoder.decode(request.query().substring("q=".length()), StandardCharsets.UTF_8);
        if (soql.contains("ORDER BY Id DESC")) {
            return page("none", List.of(ids.last()), 0);
        }
        if (soql.contains("ORDER BY Id")) {
            return page("none", List.of(ids.first()), 0);
        }
        NavigableSet<String> range = ids;
        Matcher bound = BOUND.matcher(soql);
        while (bound.find()) {
            range = bound.group(1).equals("<")
                    ? range.headSet(bound.group(2), false)
                    : range.tailSet(bound.group(2), true);
        }
        sizes.add(range.size());
        return page("query" + queries.incrementAndGet(), List.copyOf(range), 0);
    }

    /** As many queries as there are ranges stay open, fewer than Salesforce's ten: the one that began first goes. */
    private synchronized void keepOpen(String query) {
        if (!open.contains(query)) {
            open.add(query);
        }
        if (open.size() > RANGES) {
            open.remove();
        }
    }

    private synchronized boolean isOpen(String query) {
        return open.contains(query);
    }

    private synchronized void ended(String query) {
        open.remove(query);
    }

    private Played page(String query, List<String> all, int from) {
        int to = Math.min(from + PAGE, all.size());
        String next = "";
        if (to < all.size()) {
            keepOpen(query);
            String path = QUERY + "/" + query + "-" + to;
            next = ",\"nextRecordsUrl\":\"" + path + "\"";
            org.on(path, request -> {
                if (!isOpen(query)) {
                    return Played.error(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
                }
                pagesOfQuery.merge(query, 1, Integer::sum);
                return page(query, all, to);
            });
        } else {
            ended(query);
        }
        return Played.json(
                200,
                "{\"totalSize\":" + all.size() + ",\"done\":" + next.isEmpty() + next + ",\"records\":"
                        + all.subList(from, to).stream()
                                .map(id -> "{\"Id\":\"" + id + "\"}")
                                .collect(Collectors.joining(",", "[", "]"))
                        + "}");
    }
}
