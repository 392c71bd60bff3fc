package dev.sallyport.sql.plan;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.calcite.DataContext;
import org.apache.calcite.jdbc.CalcitePrepare.SparkHandler;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.tree.ClassDeclaration;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.runtime.ArrayBindable;
import org.apache.calcite.runtime.Bindable;
import org.apache.calcite.runtime.Typed;
import org.codehaus.commons.compiler.CompileException;
import org.codehaus.janino.ClassLoaderIClassLoader;
import org.codehaus.janino.IClassLoader;
import org.codehaus.janino.Parser;
import org.codehaus.janino.Scanner;
import org.codehaus.janino.UnitCompiler;
import org.codehaus.janino.util.ClassFile;
import org.jspecify.annotations.Nullable;

/**
 * Makes classes of the Java that Calcite writes for a plan, with Janino as Calcite does. But Calcite forgets what it has
 * looked up, and so searches all jars anew for each name that a plan mentions, and it compiles the same text again: all that
 * differs between two statements is often the SOQL, which is no part of the text. Both are remembered here.
 *
 * <p>Calcite has one door for another compiler, and that is named after Spark. For use by several threads.
 */
public final class PlanCompiler implements SparkHandler {
    private static final int MOST = 500;
    private static final ClassLoader LIBRARIES = PlanCompiler.class.getClassLoader();

    /** Each is of use to one thread at a time: a compilation takes one, and brings it back. */
    private final ConcurrentLinkedDeque<IClassLoader> lookUps = new ConcurrentLinkedDeque<>();

    private final Cache<String, Class<?>> known =
            CacheBuilder.newBuilder().maximumSize(MOST).build();

    /** Makes a compiler that knows nothing yet. */
    public PlanCompiler() {}

    @Override
    public boolean enabled() {
        return true;
    }

    @Override
    public ArrayBindable compile(ClassDeclaration plan, String body) {
        Class<?> type = known.getIfPresent(body);
        if (type == null) {
            type = compiled(plan.name, Expressions.toString(RowSource.in(plan).memberDeclarations, "\n", false));
            if (!body.contains("static ")) { // what is static may change, and belongs to one statement
                known.put(body, type);
            }
        }
        try {
            return new Plan((Bindable<?>) type.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A plan's class cannot be used", e);
        }
    }

    private Class<?> compiled(String name, String body) {
        String source = "public final class " + name + " implements " + Bindable.class.getCanonicalName() + ", "
                + Typed.class.getCanonicalName() + " {\n" + body + "\n}";
        IClassLoader lookUp = lookUps.poll();
        if (lookUp == null) {
            lookUp = new ClassLoaderIClassLoader(LIBRARIES);
        }
        try {
            Map<String, byte[]> classes = new HashMap<>();
            Parser parser = new Parser(new Scanner(null, new StringReader(source)));
            new UnitCompiler(parser.parseAbstractCompilationUnit(), lookUp)
                    .compileUnit(false, false, false, new Into(classes));
            lookUps.add(lookUp);
            return new Classes(classes).loadClass(name);
        } catch (CompileException | IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("A plan cannot be compiled:\n" + source, e);
        }
    }

    @Override
    public RelNode flattenTypes(RelOptPlanner planner, RelNode plan, boolean restructure) {
        return plan;
    }

    @Override
    public void registerRules(RuleSetBuilder builder) {
        // There are none for Spark.
    }

    @Override
    public Object sparkContext() {
        throw new UnsupportedOperationException("There is no Spark here");
    }

    /**
     * Takes what is compiled. No lambda: Janino's jar is signed, and Java 17 crashes where it archives a lambda whose
     * interface is of such a jar (class data sharing).
     */
    private record Into(Map<String, byte[]> classes) implements UnitCompiler.ClassFileConsumer {
        @Override
        public void consume(ClassFile file) {
            classes.put(file.getThisClassName(), file.toByteArray());
        }
    }

    /** The classes of one plan. They are not searched for among the libraries first. */
    private static final class Classes extends ClassLoader {
        private final Map<String, byte[]> classes;

        Classes(Map<String, byte[]> classes) {
            super(LIBRARIES);
            this.classes = classes;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                byte[] bytes = classes.remove(name);
                if (bytes != null) {
                    return defineClass(name, bytes, 0, bytes.length);
                }
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? super.loadClass(name, resolve) : loaded;
            }
        }
    }

    /** What the door asks for: a plan of one column has rows that are no arrays, and says so by its element type. */
    private record Plan(Bindable<?> bindable) implements ArrayBindable {
        @Override
        @SuppressWarnings("unchecked")
        public Class<Object[]> getElementType() {
            return (Class<Object[]>) ((Typed) bindable).getElementType();
        }

        @Override
        @SuppressWarnings("unchecked")
        public Enumerable<@Nullable Object[]> bind(DataContext context) {
            return (Enumerable<@Nullable Object[]>) bindable.bind(context);
        }
    }
}
