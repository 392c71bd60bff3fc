package dev.sallyport.server.api;

import dev.sallyport.server.account.Needs;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.Locale;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the OpenAPI document says beside what the controllers' signatures say. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
    private static final String TOKEN = "apiToken";

    @Bean
    OpenAPI document() {
        return new OpenAPI()
                .info(new Info()
                        .title("Sallyport")
                        .version("v1")
                        .description(
                                "Failures are application/problem+json (RFC 9457): detail says what is wrong, advice"
                                        + " what to do. A change names the ETag of the state that was read as If-Match. Long work"
                                        + " tells its progress to who accepts text/event-stream."))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }

    /** An operation is called what its method is called, and says which role it needs. */
    @Bean
    GlobalOperationCustomizer operations() {
        return (operation, method) -> {
            Needs needs = method.getMethodAnnotation(Needs.class);
            if (needs != null) {
                operation.description("Needs the role " + needs.value().word() + ".");
            }
            return operation.summary(words(method.getMethod().getName()));
        };
    }

    private static String words(String methodName) {
        String words = methodName.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
