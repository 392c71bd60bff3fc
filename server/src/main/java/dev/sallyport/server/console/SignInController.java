package dev.sallyport.server.console;

import dev.sallyport.auth.SallyportException;
import dev.sallyport.auth.Secret;
import dev.sallyport.server.account.Account;
import dev.sallyport.server.account.Needs;
import dev.sallyport.server.account.OpenToAll;
import dev.sallyport.server.account.Role;
import dev.sallyport.server.account.SetUp;
import dev.sallyport.server.audit.AuditTrail;
import dev.sallyport.server.security.FirstPage;
import dev.sallyport.server.security.KeptForm;
import dev.sallyport.server.security.LogInFailure;
import dev.sallyport.server.signin.SignIns;
import dev.sallyport.server.web.Alert;
import dev.sallyport.server.web.Page;
import dev.sallyport.server.web.SignInLink;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages that people see before they are known. */
@Controller
class SignInController {
    private final SetUp setUp;
    private final AuditTrail audit;
    private final SignIns signIns;

    SignInController(SetUp setUp, AuditTrail audit, SignIns signIns) {
        this.setUp = setUp;
        this.audit = audit;
        this.signIns = signIns;
    }

    @OpenToAll
    @GetMapping("/login")
    Page logIn(
            @RequestParam(required = false) @Nullable String ended,
            @RequestParam(required = false) @Nullable String made,
            @RequestParam(required = false) @Nullable String changed,
            @RequestParam(required = false) @Nullable String over,
            HttpServletRequest request) {
        LogInFailure failure = LogInFailure.take(request);
        Alert alert = null;
        if (failure != null) {
            alert = Alert.bad(failure.message(), failure.advice());
        } else if (made != null) {
            alert = Alert.good("The administrator is made. Log in.");
        } else if (changed != null) {
            alert = Alert.good("The password is changed. Log in with it.");
        } else if (over != null) {
            alert = Alert.bad("Your session is over.", "Log in: you come back to where you were.");
        } else if (ended != null) {
            alert = Alert.good("You have logged out.");
        }
        return new LogInPage(
                signIns.identityProviders().stream().map(SignInLink::new).toList(), alert);
    }

    /** Back to the form that was kept, with what was typed. */
    @Needs(Role.VIEWER)
    @GetMapping("/resume")
    @Nullable
    Page resume(HttpServletRequest request, HttpServletResponse response) throws IOException {
        KeptForm kept = KeptForm.take(request);
        if (kept == null) {
            response.sendRedirect("/");
            return null;
        }
        return new ResumePage(kept);
    }

    @OpenToAll
    @GetMapping("/setup")
    Page setUp(@RequestParam(defaultValue = "") String token, @RequestParam(defaultValue = "") String next) {
        return setUp.accepts(token)
                ? new SetUpPage(true, token, next, "", null)
                : new SetUpPage(
                        false,
                        "",
                        "",
                        "",
                        Alert.bad(
                                "This set-up link does not work, or not any more.",
                                "Use the one that the latest start of the server printed."));
    }

    @OpenToAll
    @PostMapping("/setup")
    @Nullable
    Page makeAdministrator(
            @RequestParam String token,
            @RequestParam(defaultValue = "") String next,
            @RequestParam String username,
            @RequestParam String password,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try {
            Account administrator = setUp.complete(token, username, Secret.of(password));
            audit.recordOf(administrator.userName(), "set-up", administrator.userName(), null, null);
            FirstPage.keep(request, next);
            response.sendRedirect("/login?made");
            return null;
        } catch (SallyportException e) {
            return new SetUpPage(setUp.accepts(token), token, next, username, Alert.of(e));
        }
    }
}
