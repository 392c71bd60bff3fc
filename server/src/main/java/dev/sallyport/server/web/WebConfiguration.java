package dev.sallyport.server.web;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.Validator;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets controllers answer with pages. What a value can be is the catalogue's to say: no validator is started. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {
    private final Pages pages;

    WebConfiguration(Pages pages) {
        this.pages = pages;
    }

    @Override
    public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
        handlers.add(pages);
    }

    @Override
    public Validator getValidator() {
        return Validator.forInstanceOf(Void.class, (value, errors) -> {});
    }
}
