package dev.sallyport.org.soap;

import dev.sallyport.org.data.SObjectType;
import dev.sallyport.org.data.Schema;
import dev.sallyport.org.http.ApiException;
import dev.sallyport.org.setup.Permissions;
import dev.sallyport.org.setup.UserPermissions;
import dev.sallyport.org.soap.SoapOperation.SoapAnswer;
import java.util.List;
import java.util.function.Supplier;

/** {@code describeGlobal}, {@code describeSObject}, {@code describeSObjects} and {@code describeTabs}. */
final class DescribeOperations {
    private static final int MOST_TYPES = 100;
    private static final int LARGEST_BATCH = 200;

    private final Schema schema;
    private final Permissions permissions;
    private final Supplier<String> instanceUrl;

    DescribeOperations(Schema schema, Permissions permissions, Supplier<String> instanceUrl) {
        this.schema = schema;
        this.permissions = permissions;
        this.instanceUrl = instanceUrl;
    }

    void addTo(SoapEndpoint endpoint) {
        endpoint.with("describeGlobal", this::describeGlobal)
                .with(
                        "describeSObject",
                        call -> describe(
                                call, List.of(call.argument("sObjectType").orElse(""))))
                .with("describeSObjects", call -> describe(call, call.arguments("sObjectType")))
                .with("describeTabs", this::describeTabs);
    }

    private SoapAnswer describeGlobal(SoapCall call) {
        UserPermissions visible = permissions.of(call.user());
        return SoapAnswer.result(result -> {
            DescribeWriter writer = new DescribeWriter(result, visible, instanceUrl.get());
            result.element("encoding", "UTF-8");
            result.element("maxBatchSize", LARGEST_BATCH);
            for (SObjectType type : schema.types()) {
                if (visible.canRead(type)) {
                    result.start("sobjects");
                    writer.writeSummary(type);
                    result.end();
                }
            }
        });
    }

    private SoapAnswer describe(SoapCall call, List<String> names) {
        if (names.size() > MOST_TYPES) {
            throw new ApiException(
                    500,
                    "EXCEEDED_MAX_TYPES_LIMIT",
                    "describe limit reached. cannot describe more than " + MOST_TYPES + " types in this call");
        }
        UserPermissions visible = permissions.of(call.user());
        List<SObjectType> types =
                names.stream().map(name -> type(schema, name, visible)).toList();
        return SoapAnswer.of(answer -> {
                    DescribeWriter writer = new DescribeWriter(answer, visible, instanceUrl.get());
                    for (SObjectType type : types) {
                        answer.start("result");
                        writer.writeDescribe(type, schema);
                        answer.end();
                    }
                })
                .withTypedValues();
    }

    /** One app, as a new org has it, with a tab for every type that may have one. */
    private SoapAnswer describeTabs(SoapCall call) {
        UserPermissions visible = permissions.of(call.user());
        return SoapAnswer.result(result -> {
            DescribeWriter writer = new DescribeWriter(result, visible, instanceUrl.get());
            result.element("description", "The world's most popular sales force automation (SFA) solution");
            result.element("label", "Sales");
            result.element("logoUrl", instanceUrl.get() + "/img/seasonLogos/2014_winter_aloha.png");
            result.element("namespace", "standard");
            result.element("selected", true);
            result.element("tabSetId", "02u000000000001AAA");
            for (SObjectType type : schema.types()) {
                if (visible.canRead(type) && type.properties().layoutable()) {
                    result.start("tabs");
                    writer.writeTab(type);
                    result.end();
                }
            }
        });
    }

    /**
     * A type that the user may see.
     *
     * @throws ApiException {@code INVALID_TYPE}
     */
    static SObjectType type(Schema schema, String name, UserPermissions visible) {
        return schema.type(name)
                .filter(visible::canRead)
                .orElseThrow(() -> new ApiException(
                        500,
                        "INVALID_TYPE",
                        "sObject type '" + name + "' is not supported. If you are attempting to use a custom object, be"
                                + " sure to append the '__c' after the entity name. Please reference your WSDL or the"
                                + " describe call for the appropriate names."));
    }
}
