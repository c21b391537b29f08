package dev.botrunner.e2e.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Names, threads and exits: what the shipped classes never do. */
class HouseRulesTest {

    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Impl|Manager|Util|Utils|Helper|Service|Common)");
    private static final Pattern GETTER = Pattern.compile("get[A-Z].*");
    private static final Set<String> MAKING_THREADS =
            Set.of("sleep", "ofVirtual", "ofPlatform", "startVirtualThread", "<init>");

    @Test
    void noTypeHasANameThatSaysNothing() {
        assertThat(Product.CLASSES.stream()
                        .map(JavaClass::getSimpleName)
                        .filter(EMPTY_NAME.asMatchPredicate())
                        .toList())
                .isEmpty();
    }

    @Test
    void noPublicMethodIsAGetter() {
        assertThat(Product.CLASSES.stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> onlyOurTypesAbove(type))
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(method -> GETTER.matcher(method.getName()).matches())
                        .map(method -> method.getFullName())
                        .toList())
                .isEmpty();
    }

    @Test
    void nothingHangsOnThreadLocalsOrFutures() {
        assertThat(Product.using(
                        Product.shipped(),
                        type -> type.isAssignableTo(ThreadLocal.class)
                                || type.isEquivalentTo(CompletableFuture.class)
                                || type.isEquivalentTo(CompletionStage.class)))
                .isEmpty();
    }

    @Test
    void onlyLoopsMakeThreadsAndSleep() {
        assertThat(accesses(
                        type -> !Product.part(type).equals("loop"),
                        access -> isOn(access, Executors.class)
                                || (isOn(access, Thread.class)
                                        && MAKING_THREADS.contains(
                                                access.getTarget().getName()))
                                || access.getTarget().getFullName().startsWith("java.util.concurrent.TimeUnit.sleep")))
                .isEmpty();
    }

    @Test
    void onlyMainClassesExit() {
        assertThat(accesses(
                        type -> !Product.outermost(type).endsWith("Main"),
                        access -> (isOn(access, System.class)
                                        && access.getTarget().getName().equals("exit"))
                                || (isOn(access, Runtime.class)
                                        && Set.of("exit", "halt")
                                                .contains(access.getTarget().getName()))))
                .isEmpty();
    }

    private static List<String> accesses(Predicate<JavaClass> from, Predicate<JavaAccess<?>> forbidden) {
        return Product.shipped()
                .filter(from)
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(forbidden)
                .map(JavaAccess::getDescription)
                .sorted()
                .toList();
    }

    private static boolean isOn(JavaAccess<?> access, Class<?> owner) {
        return access.getTargetOwner().isEquivalentTo(owner);
    }

    /** What a library's type asks for, such as {@code getMessage}, is not our choice. */
    private static boolean onlyOurTypesAbove(JavaClass type) {
        return type.getAllRawSuperclasses().stream()
                        .allMatch(above -> Product.isOurs(above)
                                || above.isEquivalentTo(Object.class)
                                || above.isEquivalentTo(Record.class)
                                || above.isEquivalentTo(Enum.class))
                && type.getAllRawInterfaces().stream()
                        .allMatch(above ->
                                Product.isOurs(above) || above.getName().startsWith("java."));
    }
}
