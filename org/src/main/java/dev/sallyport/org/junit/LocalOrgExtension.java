package dev.sallyport.org.junit;

import dev.sallyport.org.LocalOrg;
import dev.sallyport.org.ReadyApp;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test class one org, in memory, and each of its tests that org as it was before the first of them: what
 * {@code @BeforeAll} put there stays, what a test did is gone. Tests, their life-cycle methods and constructors may take a
 * {@link LocalOrg} or a {@link ReadyApp}. Nested classes share the org of the class around them; tests of one class must
 * not run at the same time.
 *
 * <pre>{@code
 * @ExtendWith(LocalOrgExtension.class)
 * class AccountImportTest {
 *     @Test
 *     void imports_every_account(LocalOrg org, ReadyApp app) { … }
 * }
 * }</pre>
 *
 * <p>An org that differs from the default is registered:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final LocalOrgExtension ORG = LocalOrgExtension.with(builder -> builder.records(500).sandbox(true));
 * }</pre>
 */
public final class LocalOrgExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(LocalOrgExtension.class);

    private static final Map<Class<?>, Function<LocalOrg, Object>> PARAMETERS =
            Map.of(LocalOrg.class, org -> org, ReadyApp.class, LocalOrg::readyApp);

    private final UnaryOperator<LocalOrg.Builder> settings;

    /** The default org. */
    public LocalOrgExtension() {
        this(builder -> builder);
    }

    private LocalOrgExtension(UnaryOperator<LocalOrg.Builder> settings) {
        this.settings = settings;
    }

    /** An org that differs from the default. */
    public static LocalOrgExtension with(UnaryOperator<LocalOrg.Builder> settings) {
        return new LocalOrgExtension(settings);
    }

    /** An org, and whether the state that each test begins with has been kept. */
    private static final class Started {
        private final LocalOrg org;
        private boolean kept;

        Started(LocalOrg org) {
            this.org = org;
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Store store = context.getStore(NAMESPACE);
        if (store.get(LocalOrg.class) == null) {
            // The app is part of every test's beginning: clients that are made once keep working.
            LocalOrg org = settings.apply(LocalOrg.builder()).start();
            store.put(LocalOrg.class, new Started(org));
            org.readyApp();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Started started = started(context);
        if (started.kept) {
            started.org.reset();
        } else {
            started.org.snapshot();
            started.kept = true;
        }
    }

    /** A nested class's store finds what its outer class put there, but removes only its own. */
    @Override
    public void afterAll(ExtensionContext context) {
        @Nullable Started started = context.getStore(NAMESPACE).remove(LocalOrg.class, Started.class);
        if (started != null) {
            started.org.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARAMETERS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Function<LocalOrg, Object> value =
                PARAMETERS.get(parameter.getParameter().getType());
        if (value == null) {
            throw new IllegalArgumentException("No parameter of an org: " + parameter.getParameter());
        }
        return value.apply(started(context).org);
    }

    private static Started started(ExtensionContext context) {
        @Nullable Started started = context.getStore(NAMESPACE).get(LocalOrg.class, Started.class);
        if (started == null) {
            throw new IllegalStateException(
                    "There is no org yet: put @ExtendWith(LocalOrgExtension.class) on the class, or make the field static");
        }
        return started;
    }
}
