package dev.sallyport.server.security;

import dev.sallyport.server.ServerOptions;
import dev.sallyport.server.account.ApiTokens;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.annotation.AnnotationTemplateExpressionDefaults;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * Who comes in by which door. The API takes a token or the console's session, the console a session and never a token; what each
 * request needs beyond is said where it is answered, by {@link dev.sallyport.server.account.Needs}.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
@EnableMethodSecurity
@EnableJdbcHttpSession(maxInactiveIntervalInSeconds = 60 * 60)
class SecurityConfiguration {
    /** Nothing from elsewhere, nothing inline, in no other page's frame. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final String[] OPEN = {
        "/login",
        "/signin-*",
        "/setup",
        "/error",
        "/assets/**",
        "/webjars/**",
        "/actuator/health/**",
        "/actuator/health"
    };

    @Bean
    static AnnotationTemplateExpressionDefaults templateExpressions() {
        return new AnnotationTemplateExpressionDefaults();
    }

    /** Each hash says by which function it was made: another may come after it. */
    @Bean
    PasswordEncoder passwordEncoder() {
        return PasswordEncoderFactories.createDelegatingPasswordEncoder();
    }

    @Bean
    CookieSerializer sessionCookie(ServerOptions options) {
        boolean overTls = options.overTls();
        DefaultCookieSerializer cookie = new DefaultCookieSerializer();
        cookie.setCookieName(overTls ? "__Host-sallyport" : "sallyport");
        cookie.setCookiePath("/");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setUseSecureCookie(overTls);
        cookie.setSameSite("Lax");
        return cookie;
    }

    @Bean
    SecurityFilterChain doors(
            HttpSecurity http, ApiTokens tokens, ApiRefusals apiRefusals, PageRefusals pageRefusals, LogOut logOut) {
        return http.authorizeHttpRequests(requests ->
                        // What has begun was let in before.
                        requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(OPEN)
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .requestCache(cache -> cache.requestCache(pagesAskedFor()))
                // Before CSRF tokens are looked for, which begins a session.
                .addFilterBefore(new OtherSites(), CsrfFilter.class)
                .addFilterBefore(new BearerTokens(tokens, apiRefusals), CsrfFilter.class)
                .csrf(csrf ->
                        csrf.ignoringRequestMatchers(request -> isOfPrograms(request) && BearerTokens.brings(request)))
                .exceptionHandling(refusals -> refusals.defaultAuthenticationEntryPointFor(
                                apiRefusals, SecurityConfiguration::isOfPrograms)
                        .defaultAccessDeniedHandlerFor(apiRefusals, SecurityConfiguration::isOfPrograms)
                        .defaultAuthenticationEntryPointFor(pageRefusals, request -> !isOfPrograms(request))
                        .defaultAccessDeniedHandlerFor(pageRefusals, request -> !isOfPrograms(request)))
                .formLogin(login -> login.loginPage("/login")
                        .successHandler(new BackToTheForm())
                        .failureHandler(pageRefusals::logInFailed))
                .logout(logout ->
                        logout.logoutUrl("/logout").addLogoutHandler(logOut).logoutSuccessUrl("/login?ended"))
                .headers(headers -> headers.contentSecurityPolicy(
                                policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .httpStrictTransportSecurity(strict ->
                                strict.maxAgeInSeconds(Duration.ofDays(365).toSeconds())))
                .build();
    }

    /** Where somebody wanted to go before logging in; it takes a session, and programs need none. */
    private static HttpSessionRequestCache pagesAskedFor() {
        HttpSessionRequestCache cache = new HttpSessionRequestCache();
        cache.setRequestMatcher(request ->
                request.getMethod().equals("GET") && !isOfPrograms(request) && request.getHeader("HX-Request") == null);
        return cache;
    }

    static boolean isOfPrograms(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.startsWith("/api/") || path.startsWith("/actuator/");
    }
}
