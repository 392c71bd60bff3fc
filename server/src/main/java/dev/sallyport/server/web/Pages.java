package dev.sallyport.server.web;

import dev.sallyport.server.account.SignedIn;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Writes pages: rendered as a whole before the first byte is sent, so that a failure on the way is told as one. */
@Component
public class Pages implements HandlerMethodReturnValueHandler {
    private final TemplateEngine templates;

    Pages(TemplateEngine templates) {
        this.templates = templates;
    }

    @Override
    public boolean supportsReturnType(MethodParameter returnType) {
        return Page.class.isAssignableFrom(returnType.getParameterType());
    }

    @Override
    public void handleReturnValue(
            @Nullable Object returned, MethodParameter type, ModelAndViewContainer container, NativeWebRequest request)
            throws IOException {
        container.setRequestHandled(true);
        HttpServletRequest from = request.getNativeRequest(HttpServletRequest.class);
        HttpServletResponse to = request.getNativeResponse(HttpServletResponse.class);
        if (returned instanceof Page page && from != null && to != null) {
            write(page, from, to);
        }
    }

    /** Answers a request with a page. */
    public void write(Page page, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Utf8ByteOutput output = new Utf8ByteOutput();
        templates.render(page.template(), Map.of("page", page, "frame", frame(request)), output);
        response.setStatus(page.status());
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(output.getContentLength());
        output.writeTo(response.getOutputStream());
    }

    /** A part of a page, for a script to put into it. */
    public String part(String template, Map<String, Object> parameters) {
        StringOutput output = new StringOutput();
        templates.render(template, parameters, output);
        return output.toString();
    }

    private static Frame frame(HttpServletRequest request) {
        Authentication whose = SecurityContextHolder.getContext().getAuthentication();
        SignedIn signedIn = whose != null && whose.getPrincipal() instanceof SignedIn known ? known : null;
        CsrfToken csrf = (CsrfToken) request.getAttribute(CsrfToken.class.getName());
        return csrf == null
                ? new Frame(signedIn, request.getRequestURI(), "", "", "")
                : new Frame(
                        signedIn,
                        request.getRequestURI(),
                        csrf.getHeaderName(),
                        csrf.getParameterName(),
                        csrf.getToken());
    }
}
