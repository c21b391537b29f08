package dev.botrunner.e2e.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaType;
import dev.botrunner.publish.EventOutlet;
import dev.botrunner.run.BotContext;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The borders between the modules. */
class BordersTest {

    private static final Set<String> HTTP_PLUMBING =
            Set.of("dev.botrunner.control.http", "dev.botrunner.room.server.http");

    private static final Set<String> HTTP_SERVERS = Set.of("org.eclipse.jetty.", "com.sun.net.httpserver.");

    @Test
    void theControlServerReachesNeitherTheRunnerNorProcesses() {
        Reach reach = Reach.of(in("control"), Product::uses);
        assertThat(reach.size()).isPositive();
        assertThat(reach.ways(type -> Product.part(type).equals("run") || type.isEquivalentTo(ProcessBuilder.class)))
                .isEmpty();
        assertThat(reach.ways(type -> Product.isOurs(type) && startsProcesses(type)))
                .isEmpty();
    }

    @Test
    void aBotReachesNoOutlet() {
        assertThat(Product.using(
                        Product.shipped().filter(type -> Product.part(type).equals("bot")),
                        type -> type.isAssignableTo(EventOutlet.class)
                                || Product.part(type).equals("link")))
                .isEmpty();
        Reach offered = Reach.of(List.of(Product.CLASSES.get(BotContext.class)), BordersTest::offers);
        assertThat(offered.size()).isGreaterThan(1);
        assertThat(offered.ways(type -> type.isAssignableTo(EventOutlet.class))).isEmpty();
    }

    @Test
    void appsNameNoAdapter() {
        assertThat(Product.using(
                        Product.shipped().filter(type -> Product.APPS.contains(Product.part(type))),
                        type -> Product.isOurs(type)
                                && (!isOfCoreOrApps(type)
                                        || type.getPackageName().endsWith(".memory"))))
                .isEmpty();
    }

    @Test
    void onlyRoutesAndTheHttpPlumbingKnowTheHttpServer() {
        assertThat(Product.using(
                        Product.shipped()
                                .filter(type -> !Product.outermost(type).endsWith("Routes"))
                                .filter(type -> !HTTP_PLUMBING.contains(type.getPackageName())),
                        type -> HTTP_SERVERS.stream().anyMatch(type.getName()::startsWith)))
                .isEmpty();
    }

    @Test
    void nothingShippedUsesTheTestKit() {
        assertThat(Product.using(
                        Product.shipped(),
                        type -> Set.of("testkit", "bench", "e2e").contains(Product.part(type))))
                .isEmpty();
    }

    private static List<JavaClass> in(String part) {
        return Product.shipped().filter(type -> Product.part(type).equals(part)).toList();
    }

    private static boolean isOfCoreOrApps(JavaClass type) {
        return Product.CORE.contains(Product.part(type)) || Product.APPS.contains(Product.part(type));
    }

    private static boolean startsProcesses(JavaClass type) {
        return type.getMethodCallsFromSelf().stream()
                .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Runtime.class)
                        && call.getTarget().getName().equals("exec"));
    }

    /** What a caller of the type's methods gets into its hands. */
    private static Stream<JavaClass> offers(JavaClass type) {
        return type.getMethods().stream()
                .map(JavaMethod::getReturnType)
                .map(JavaType::getAllInvolvedRawTypes)
                .flatMap(Set::stream)
                .map(JavaClass::getBaseComponentType);
    }
}
