package dev.botrunner.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.botrunner.session.SessionId;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The packages of core import each other by the table, and from outside only what core may have on its class path. */
class ImportsTest {

    private static final ImportTable TABLE = ImportTable.read();

    /** By place, not by package: the tests of core share its packages and are not meant. */
    private static final JavaClasses CORE = new ClassFileImporter()
            .importUrl(SessionId.class.getProtectionDomain().getCodeSource().getLocation());

    private static final List<String> LIBRARIES =
            List.of("java.", "javax.crypto.", "org.jspecify.", "org.slf4j.", "org.jctools.");

    @Test
    void everyPackageHasALineInTheTable() {
        Set<String> steps = CORE.stream().map(type -> Place.of(type).step()).collect(Collectors.toSet());
        assertThat(steps).isNotEmpty();
        assertThat(TABLE.steps()).containsAll(steps);
    }

    @Test
    void packagesImportOnlyWhatTheTableAllows() {
        assertThat(wrong((from, to) -> Place.isOurs(to) && !TABLE.allows(Place.of(from), Place.of(to))))
                .as("imports that core/src/test/resources/imports.txt does not allow")
                .isEmpty();
    }

    @Test
    void coreUsesNoLibraryButItsThree() {
        assertThat(wrong((from, to) -> !Place.isOurs(to) && !isAllowedLibrary(to)))
                .as("libraries that core may not use")
                .isEmpty();
    }

    private static boolean isAllowedLibrary(JavaClass type) {
        return type.isPrimitive() || LIBRARIES.stream().anyMatch(type.getName()::startsWith);
    }

    private static List<String> wrong(BiPredicate<JavaClass, JavaClass> isWrong) {
        return CORE.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(to ->
                        isWrong.test(to.getOriginClass(), to.getTargetClass().getBaseComponentType()))
                .map(Dependency::getDescription)
                .sorted()
                .toList();
    }
}
