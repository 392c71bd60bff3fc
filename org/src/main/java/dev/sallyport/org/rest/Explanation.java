package dev.sallyport.org.rest;

import dev.sallyport.org.soql.QueryPlan;
import io.javalin.http.Context;
import java.util.List;

/** {@code query?explain=}: see the REST API Developer Guide, "Get Feedback on Query Performance". */
record Explanation(List<Plan> plans, String sourceQuery) {
    private record Plan(
            long cardinality,
            List<String> fields,
            String leadingOperationType,
            List<QueryPlan.Note> notes,
            double relativeCost,
            long sobjectCardinality,
            String sobjectType) {
        static Plan of(QueryPlan plan) {
            return new Plan(
                    plan.cardinality(),
                    plan.fields(),
                    plan.leadingOperationType().apiName(),
                    plan.notes(),
                    plan.relativeCost(),
                    plan.sobjectCardinality(),
                    plan.sobjectType());
        }
    }

    static void write(Context context, List<QueryPlan> plans) {
        String query = String.valueOf(context.queryParam("explain"));
        context.json(new Explanation(plans.stream().map(Plan::of).toList(), query));
        context.contentType("application/json;charset=UTF-8");
    }
}
