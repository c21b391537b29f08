package dev.botrunner.e2e.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The classes that are shipped: core, apps and bots, without tests, test kit and bench. */
final class Product {

    static final String ROOT = "dev.botrunner.";

    /** The packages of the apps, by their first name below the root. */
    static final Set<String> APPS = Set.of("files", "control", "runner", "cli");

    /** The packages of core likewise. */
    static final Set<String> CORE =
            Set.of("session", "loop", "publish", "assets", "queue", "link", "join", "launch", "run", "stream", "duty");

    private static final Set<String> NOT_SHIPPED = Set.of("testkit", "e2e", "bench");

    /** Jars or folders: both stand for a module. Folders of tests are left out by their name. */
    static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("/test-classes/"))
            .importPackages("dev.botrunner");

    private Product() {}

    static Stream<JavaClass> shipped() {
        return CLASSES.stream().filter(type -> !NOT_SHIPPED.contains(part(type)));
    }

    static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(ROOT);
    }

    /** The first package below the root: {@code queue} of {@code dev.botrunner.queue.memory}. */
    static String part(JavaClass type) {
        if (!isOurs(type)) {
            return "";
        }
        String name = type.getPackageName().substring(ROOT.length());
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }

    /** What the type uses directly, arrays as their elements. */
    static Stream<JavaClass> uses(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType());
    }

    /** The name of the type that stands in a file of its own. */
    static String outermost(JavaClass type) {
        String name = type.getName().substring(type.getPackageName().length() + 1);
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    /** Those of the types that use a forbidden one, as lines to read. */
    static List<String> using(Stream<JavaClass> types, Predicate<JavaClass> forbidden) {
        Function<JavaClass, Stream<String>> lines =
                type -> uses(type).filter(forbidden).map(used -> type.getName() + " uses " + used.getName());
        return types.flatMap(lines).distinct().sorted().toList();
    }
}
