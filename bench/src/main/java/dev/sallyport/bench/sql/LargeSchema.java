package dev.sallyport.bench.sql;

import dev.sallyport.bench.measure.Measure;
import dev.sallyport.salesforce.ApiUsage;
import dev.sallyport.salesforce.DescribeRequest;
import dev.sallyport.salesforce.IfModified;
import dev.sallyport.salesforce.SObjectDescribe;
import dev.sallyport.salesforce.SObjectSummary;
import dev.sallyport.salesforce.SalesforceClient;
import java.util.ArrayList;
import java.util.List;

/** Describes all objects of an org, and then again when nothing has changed: what an import of its tables does. */
final class LargeSchema {
    private static final double NANOS = 1e9;
    private static final double KILOBYTE = 1_000;

    private final Access access;

    LargeSchema(Access access) {
        this.access = access;
    }

    /**
     * What was seen.
     *
     * @param objects how many were described
     * @param fields how many they have together
     * @param calls of the first time and of the second
     */
    record Outcome(int objects, long fields, List<Long> calls, List<Measure> measures) {}

    Outcome measure() {
        try (SalesforceClient client = access.client()) {
            ApiUsage none = client.usage();
            long start = System.nanoTime();
            if (!(client.describeGlobalIfModified(null) instanceof IfModified.Modified<List<SObjectSummary>> list)) {
                throw new IllegalStateException("The list of objects has not come");
            }
            List<String> names = list.value().stream()
                    .filter(SObjectSummary::queryable)
                    .map(SObjectSummary::name)
                    .toList();
            List<DescribeRequest> again = new ArrayList<>();
            long fields = 0;
            List<IfModified<SObjectDescribe>> described = client.describeIfModified(
                    names.stream().map(name -> new DescribeRequest(name, null)).toList());
            for (IfModified<SObjectDescribe> one : described) {
                if (one instanceof IfModified.Modified<SObjectDescribe> modified) {
                    fields += modified.value().fields().size();
                    again.add(new DescribeRequest(modified.value().name(), modified.lastModified()));
                }
            }
            double first = (System.nanoTime() - start) / NANOS;
            ApiUsage once = client.usage();
            start = System.nanoTime();
            client.describeGlobalIfModified(list.lastModified());
            client.describeIfModified(again);
            double second = (System.nanoTime() - start) / NANOS;
            ApiUsage twice = client.usage();
            String name = "describe of " + names.size() + " objects with " + fields + " fields, ";
            double bytes = (once.bytesReceived() - none.bytesReceived()) / KILOBYTE;
            double bytesAgain = (twice.bytesReceived() - once.bytesReceived()) / KILOBYTE;
            long calls = once.calls() - none.calls();
            return new Outcome(
                    names.size(),
                    fields,
                    List.of(calls, twice.calls() - once.calls()),
                    List.of(
                            Measure.of(
                                    name + "API calls",
                                    "calls",
                                    List.of((double) calls),
                                    "a call each and one for the list",
                                    names.size() + 1.0),
                            Measure.of(name + "again, bytes", "kB", List.of(bytesAgain), "the first time", bytes),
                            Measure.of(name + "again, time", "s", List.of(second), "the first time", first)));
        }
    }
}
