package dev.botrunner.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.botrunner.launch.LauncherProvider;
import dev.botrunner.launch.ObjectShape;
import dev.botrunner.loop.Ticker;
import dev.botrunner.session.DependencyException;
import org.junit.jupiter.api.Test;

class LauncherUrlTest {

    private static void assertOpensNot(String url, String why) {
        var options = new LauncherProvider.Options(url, "http://link", _ -> ObjectShape.PLAIN, Ticker.system());
        assertThatThrownBy(() -> new KubernetesLauncherProvider().open(options))
                .isInstanceOf(DependencyException.class)
                .hasMessageContaining(why);
    }

    @Test
    void theKindAndWhatStandsBehindTheQuestionMark() {
        var url = LauncherUrl.parse("kubernetes:pod?namespace=bots&kubeconfig=%2Fetc%2Fk%20c&context=test");
        assertThat(url.kind()).isEqualTo(ObjectKind.POD);
        assertThat(url.namespace()).contains("bots");
        assertThat(url.kubeconfig()).contains("/etc/k c");
        assertThat(url.context()).contains("test");
        assertThat(url.server()).isEmpty();
    }

    @Test
    void whatIsNoLauncherIsToldWithWhatThereIs() {
        var provider = new KubernetesLauncherProvider();
        assertThatThrownBy(() -> provider.check("kubernetes:cronjob"))
                .hasMessageContaining("kubernetes:job")
                .hasMessageContaining("kubernetes:pod")
                .hasMessageContaining("kubernetes:pool");
        provider.check("kubernetes:pool?namespace=bots");
        assertThatThrownBy(() -> provider.check("kubernetes:job?name=x")).hasMessageContaining("namespace=");
        assertThatThrownBy(() -> provider.check("kubernetes:job?namespace=")).hasMessageContaining("namespace");
    }

    @Test
    void aClusterThatIsNotThereIsToldWithItsAddress() {
        assertOpensNot("kubernetes:job?namespace=bots&server=http://127.0.0.1:1", "http://127.0.0.1:1");
        assertOpensNot("kubernetes:job?namespace=bots&server=http://127.0.0.1:1", "no answer");
        assertOpensNot("kubernetes:job?kubeconfig=/no/such/file", "/no/such/file");
    }
}
