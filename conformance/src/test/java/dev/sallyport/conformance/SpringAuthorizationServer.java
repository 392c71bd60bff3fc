package dev.sallyport.conformance;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.endpoint.OAuth2ParameterNames;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.InMemoryOAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.filter.DelegatingFilterProxy;

/**
 * Spring Authorization Server in Tomcat, on a port that the system chooses: its own login form, its own consent page, its
 * own rules. All that is told to it is who its clients and its one user are.
 */
final class SpringAuthorizationServer implements AutoCloseable {
    static final String USER = "arthur";
    static final String PASSWORD = "grail & <swallow>";

    private static final int RSA_BITS = 2048;

    private final Tomcat tomcat = new Tomcat();
    private final AnnotationConfigWebApplicationContext spring = new AnnotationConfigWebApplicationContext();
    private final Map<String, JWKSet> clientKeys = new ConcurrentHashMap<>();
    private final Path folder;

    /** What the server speaks. */
    enum Protocol {
        /** OAuth 2.0 alone, so that its metadata lies at RFC 8414's place alone. */
        OAUTH,
        /** OpenID Connect too. */
        OPENID_CONNECT
    }

    SpringAuthorizationServer(Protocol protocol) {
        try {
            folder = Files.createTempDirectory("spring-authorization-server");
            spring.register(Beans.class);
            spring.addBeanFactoryPostProcessor(beans -> beans.registerSingleton("protocol", protocol));
            tomcat.setBaseDir(folder.toString());
            tomcat.setPort(0);
            Context context = tomcat.addContext("", folder.toString());
            context.addServletContainerInitializer((classes, servletContext) -> install(servletContext), Set.of());
            tomcat.getConnector();
            tomcat.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    private void install(ServletContext context) {
        spring.setServletContext(context);
        spring.refresh();
        context.addFilter("spring security", new DelegatingFilterProxy("springSecurityFilterChain", spring))
                .addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
        context.addServlet("keys", new KeysOfClients(clientKeys)).addMapping("/client-keys/*");
        context.addServlet("nothing", new Nothing()).addMapping("/");
    }

    /** Its own address, which is its issuer as well. */
    URI issuer() {
        return URI.create("http://localhost:" + tomcat.getConnector().getLocalPort());
    }

    /** Makes a client known. */
    void register(String clientId, Consumer<RegisteredClient.Builder> choices) {
        RegisteredClient.Builder client =
                RegisteredClient.withId(clientId).clientId(clientId).clientIdIssuedAt(Instant.now());
        choices.accept(client);
        spring.getBean(InMemoryRegisteredClientRepository.class).save(client.build());
    }

    /**
     * Publishes a client's public key.
     *
     * @return the address of the set that it is in
     */
    String publish(String clientId, JWK key) {
        clientKeys.put("/" + clientId, new JWKSet(key.toPublicJWK()));
        return issuer() + "/client-keys/" + clientId;
    }

    /** Sets the end of an authorization code that it has issued to a time that is past. */
    void letExpire(String code) {
        OAuth2AuthorizationService issued = spring.getBean(OAuth2AuthorizationService.class);
        OAuth2Authorization authorization = Objects.requireNonNull(
                issued.findByToken(code, new OAuth2TokenType(OAuth2ParameterNames.CODE)), "no such code");
        Instant past = Instant.now().minusSeconds(1);
        issued.save(OAuth2Authorization.from(authorization)
                .token(new OAuth2AuthorizationCode(code, past.minusSeconds(1), past))
                .build());
    }

    @Override
    public void close() throws LifecycleException, IOException {
        tomcat.stop();
        tomcat.destroy();
        spring.close();
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    /** What Spring's own guide to the server has a reader configure. */
    @Configuration(proxyBeanMethods = false)
    @EnableWebSecurity
    static class Beans {
        @Bean
        @Order(1)
        SecurityFilterChain protocolEndpoints(HttpSecurity http, Protocol protocol) {
            http.oauth2AuthorizationServer(server -> {
                        http.securityMatcher(server.getEndpointsMatcher());
                        if (protocol == Protocol.OPENID_CONNECT) {
                            openId(server);
                        }
                    })
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .exceptionHandling(refusals ->
                            refusals.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/login")));
            return http.build();
        }

        private static void openId(OAuth2AuthorizationServerConfigurer server) {
            server.oidc(openId ->
                    openId.userInfoEndpoint(userInfo -> userInfo.userInfoMapper(context -> OidcUserInfo.builder()
                            .subject(context.getAuthorization().getPrincipalName())
                            .preferredUsername("arthur@camelot.example")
                            .email("king@camelot.example")
                            .name("Arthur Pendragon")
                            .claim("groups", List.of("knights", "kings"))
                            .build())));
        }

        @Bean
        @Order(2)
        SecurityFilterChain pages(HttpSecurity http) {
            return http.authorizeHttpRequests(requests -> requests.requestMatchers("/client-keys/**")
                            .permitAll()
                            .anyRequest()
                            .authenticated())
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        @Bean
        UserDetailsService users() {
            return new InMemoryUserDetailsManager(User.withUsername(USER)
                    .password("{noop}" + PASSWORD)
                    .roles("USER")
                    .build());
        }

        @Bean
        InMemoryRegisteredClientRepository clients() {
            // The repository wants one to begin with.
            return new InMemoryRegisteredClientRepository(RegisteredClient.withId("first")
                    .clientId("first")
                    .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                    .build());
        }

        @Bean
        OAuth2AuthorizationService issued() {
            return new InMemoryOAuth2AuthorizationService();
        }

        @Bean
        JWKSource<SecurityContext> keys() throws JOSEException {
            return new ImmutableJWKSet<>(
                    new JWKSet(new RSAKeyGenerator(RSA_BITS).keyID("server").generate()));
        }

        @Bean
        JwtDecoder jwtDecoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder()
                    .multipleIssuersAllowed(true)
                    .build();
        }
    }

    /** What clients that sign publish of their keys (RFC 7517). */
    private static final class KeysOfClients extends HttpServlet {
        private final transient Map<String, JWKSet> keys;

        KeysOfClients(Map<String, JWKSet> keys) {
            this.keys = keys;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            JWKSet found = keys.get(request.getPathInfo());
            if (found == null) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
                return;
            }
            response.setContentType("application/json");
            response.getWriter().write(found.toString());
        }
    }

    /** Filters answer whatever there is; this is what lies behind them. */
    private static final class Nothing extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
