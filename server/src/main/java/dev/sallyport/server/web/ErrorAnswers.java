package dev.sallyport.server.web;

import dev.sallyport.server.account.OpenToAll;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers failures: with a problem below {@code /api}, with a page elsewhere. */
@ControllerAdvice
@Controller
class ErrorAnswers implements ErrorController {
    /** In seconds: what is refused for now. */
    private static final Map<Integer, String> RETRY_AFTER = Map.of(
            HttpStatus.TOO_MANY_REQUESTS.value(), "60",
            HttpStatus.SERVICE_UNAVAILABLE.value(), "5");

    private final Pages pages;
    private final ProblemWriter problems;

    ErrorAnswers(Pages pages, ProblemWriter problems) {
        this.pages = pages;
        this.problems = problems;
    }

    @ExceptionHandler
    void failed(Exception failure, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (response.isCommitted()) {
            // The connection breaks: what has been sent is not to look whole.
            throw failure;
        }
        // What has been written and not sent is the beginning of another answer.
        response.resetBuffer();
        if (failure instanceof ErrorResponse told) {
            // Such as Allow, where the method is not allowed.
            told.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        }
        answer(Problems.of(failure), request.getRequestURI(), request, response);
    }

    /** What no controller has seen: an unknown address, a body that is too large. */
    @OpenToAll
    @RequestMapping("/error")
    void outside(HttpServletRequest request, HttpServletResponse response) throws IOException {
        HttpStatus status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
                ? HttpStatus.valueOf(code)
                : HttpStatus.NOT_FOUND;
        String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        String detail = status == HttpStatus.NOT_FOUND ? "Nothing is at this address." : status.getReasonPhrase() + ".";
        answer(Problems.of(status, detail, null), path, request, response);
    }

    private void answer(Problem problem, String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String retryAfter = RETRY_AFTER.get(problem.status());
        if (retryAfter != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, retryAfter);
        }
        if (path.startsWith("/api/") || path.startsWith("/actuator/")) {
            problems.write(problem, response);
        } else {
            pages.write(new ProblemPage(problem), request, response);
        }
    }
}
