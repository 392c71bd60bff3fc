package dev.sallyport.server.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.console.ApiPage.Group;
import dev.sallyport.server.console.ApiPage.Operation;
import dev.sallyport.server.web.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Shows the OpenAPI document. */
@Controller
class ApiPageController {
    private final OpenApiWebMvcResource openApi;
    private final JsonMapper json;

    ApiPageController(OpenApiWebMvcResource openApi, JsonMapper json) {
        this.openApi = openApi;
        this.json = json;
    }

    @Needs(Role.VIEWER)
    @GetMapping("/api")
    Page show(HttpServletRequest request) throws JsonProcessingException {
        JsonNode document = json.readTree(openApi.openapiJson(request, "/api/openapi", Locale.ENGLISH));
        Map<String, List<Operation>> groups = new TreeMap<>();
        document.get("paths").properties().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> groups.computeIfAbsent(path.getKey().split("/", -1)[3], name -> new ArrayList<>())
                        .add(operation(document, method.getKey(), path.getKey(), method.getValue()))));
        return new ApiPage(groups.entrySet().stream()
                .map(group -> new Group(group.getKey(), group.getValue()))
                .toList());
    }

    private static Operation operation(JsonNode document, String method, String path, JsonNode operation) {
        String parameters = operation
                .path("parameters")
                .valueStream()
                .filter(parameter -> !parameter.path("in").asString().equals("path"))
                .map(parameter -> parameter.path("name").asString())
                .collect(Collectors.joining(", "));
        String reference = operation
                .at("/requestBody/content/application~1json/schema/$ref")
                .asString("");
        String body = reference.isEmpty()
                ? ""
                : document.at(reference.substring(1))
                        .path("properties")
                        .propertyStream()
                        .map(Map.Entry::getKey)
                        .collect(Collectors.joining(", "));
        return new Operation(
                method.toUpperCase(Locale.ROOT),
                path,
                operation.path("summary").asString(""),
                operation.path("description").asString(""),
                parameters,
                body);
    }
}
