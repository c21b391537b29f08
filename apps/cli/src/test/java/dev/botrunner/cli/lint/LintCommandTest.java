package dev.botrunner.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.botrunner.cli.server.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test breaks one number of manifests that are right. */
class LintCommandTest {

    private static final String CONTROL = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: bots, namespace: control}
            data:
              bots.yaml: |
                bots:
                  chat: {launcher: none, start_deadline: 30s, max_duration: 1h, good_bye: 20s}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: serve, namespace: control}
            spec:
              template:
                spec:
                  terminationGracePeriodSeconds: 50
                  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: control
                      args: [control, --role=serve]
                      lifecycle: {preStop: {sleep: {seconds: 5}}}
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
                  volumes:
                    - {name: bots, configMap: {name: bots}}
            ---
            """;

    private static final String KEDA = """
            apiVersion: keda.sh/v1alpha1
            kind: ScaledJob
            metadata: {name: chat, namespace: bots}
            spec:
              rollout: {strategy: gradual}
              scalingStrategy: {strategy: accurate}
              triggers:
                - {type: redis, metadata: {listName: "{botrunner:q}:demand:chat", listLength: "1"}}
              jobTargetRef:
                backoffLimit: 0
                podReplacementPolicy: Failed
                ttlSecondsAfterFinished: 600
                activeDeadlineSeconds: 3730
                template:
                  metadata:
                    labels: {botrunner.dev/bot: chat}
                    annotations: {cluster-autoscaler.kubernetes.io/safe-to-evict: "false"}
                  spec:
                    restartPolicy: Never
                    serviceAccountName: bot-chat
                    terminationGracePeriodSeconds: 35
                    containers:
                      - name: bot
                        args: [runner, work, --once, --wait=20s]
                        securityContext:
                          runAsNonRoot: true
                          allowPrivilegeEscalation: false
                          capabilities: {drop: [ALL]}
                          seccompProfile: {type: RuntimeDefault}
            """;

    private static final String WORKERS = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: workers, namespace: bots}
            spec:
              template:
                metadata:
                  labels: {botrunner.dev/bot: chat}
                spec:
                  serviceAccountName: worker-chat
                  terminationGracePeriodSeconds: 3635
                  securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
                  containers:
                    - name: bot
                      args: [runner, work, --slots, "4"]
                      securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void whatFitsIsSaidToFit() throws IOException {
        var result = lint(CONTROL + KEDA + "---\n" + WORKERS);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("4 manifests, nothing wrong");
        assertThat(result.code()).isZero();
    }

    @Test
    void aRunnerNeedsItsGoodBye() throws IOException {
        var result = lint(CONTROL + KEDA.replace("PeriodSeconds: 35", "PeriodSeconds: 34"));
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("ScaledJob bots/chat: terminationGracePeriodSeconds is 34: expected at least 35, for good_bye"
                        + " (20s) and 15 s");
    }

    @Test
    void nothingSaidIsTheClustersOwnGrace() throws IOException {
        assertThat(lint(CONTROL + KEDA.replace("terminationGracePeriodSeconds: 35", "enableServiceLinks: false"))
                        .out())
                .contains("terminationGracePeriodSeconds is 30: expected at least 35");
    }

    @Test
    void aJobOutlivesAllClocksOfItsSession() throws IOException {
        var result = lint(CONTROL + KEDA.replace("DeadlineSeconds: 3730", "DeadlineSeconds: 3729"));
        assertThat(result.out())
                .contains(
                        "activeDeadlineSeconds is 3729 and would end living sessions: expected at least 3730 (wait 20s"
                                + " + start_deadline 30s + max_duration 1h + good_bye 20s + 60 s of a pending pod, and more where nodes or");
        assertThat(lint(CONTROL + KEDA.replace("activeDeadlineSeconds: 3730", "completions: 1"))
                        .out())
                .contains("nothing ends it if its runner hangs");
    }

    @Test
    void aJobMayOutliveThemByAsMuchAsPodsArePending() throws IOException {
        assertThat(lint(CONTROL + KEDA.replace("DeadlineSeconds: 3730", "DeadlineSeconds: 4630"))
                        .code())
                .isZero();
    }

    @Test
    void thePodsOwnDeadlineCountsWhereItIsShorter() throws IOException {
        assertThat(lint(CONTROL
                                + KEDA.replace(
                                        "restartPolicy: Never",
                                        "restartPolicy: Never\n        activeDeadlineSeconds: 60"))
                        .out())
                .contains("activeDeadlineSeconds is 60");
    }

    @Test
    void whoWaitsForEverHasNoDeadline() throws IOException {
        assertThat(lint(CONTROL + KEDA.replace("--wait=20s", "--wait=forever")).out())
                .contains("waits for work for ever, and activeDeadlineSeconds (3730) counts while it waits");
    }

    @Test
    void aWorkerWaitsForItsSessions() throws IOException {
        var result = lint(CONTROL + WORKERS.replace("PeriodSeconds: 3635", "PeriodSeconds: 600"));
        assertThat(result.out())
                .contains("Deployment bots/workers: terminationGracePeriodSeconds is 600: expected at least 3635, for"
                        + " max_duration (1h), good_bye (20s) and 15 s");
        assertThat(lint(CONTROL
                                + WORKERS.replace("--slots, \"4\"", "--drain=10m")
                                        .replace("3635", "635"))
                        .code())
                .isZero();
        assertThat(lint(CONTROL
                                + WORKERS.replace("--slots, \"4\"", "--drain=10m")
                                        .replace("3635", "634"))
                        .out())
                .contains("expected at least 635, for its --drain (10m)");
    }

    @Test
    void aWorkersMemoryIsGoodForAllItsProcesses() throws IOException {
        String limited = WORKERS.replace(
                "args: [runner, work, --slots, \"4\"]",
                "args: [runner, work, --slots=60, --warm=4]\n          resources: {limits: {memory: LIMIT}}");
        assertThat(lint(CONTROL + limited.replace("LIMIT", "512Mi")).out())
                .contains("Deployment bots/workers: its memory limit is 512Mi, for a worker and 60 slots and 4 warm"
                        + " processes: expected at least 2680Mi");
        assertThat(lint(CONTROL + limited.replace("LIMIT", "2.6Gi")).out()).contains("expected at least 2680Mi");
        assertThat(lint(CONTROL + limited.replace("LIMIT", "2680Mi")).code()).isZero();
        assertThat(lint(CONTROL + limited.replace("--warm=4", "--warm=0").replace("LIMIT", "3G"))
                        .code())
                .isZero();
    }

    @Test
    void aControlServerFinishesItsStop() throws IOException {
        assertThat(lint(CONTROL.replace("PeriodSeconds: 50", "PeriodSeconds: 49"))
                        .out())
                .contains("Deployment control/serve: terminationGracePeriodSeconds is 49: expected at least 50")
                .contains("its preStop sleeps 5 s of it");
    }

    @Test
    void onlyTheControlServerTriesAgain() throws IOException {
        String job = KEDA.replace("backoffLimit: 0", "backoffLimit: 3")
                .replace("podReplacementPolicy: Failed\n", "completions: 2\n")
                .replace("ttlSecondsAfterFinished: 600", "parallelism: 1")
                .replace("restartPolicy: Never", "restartPolicy: OnFailure");
        assertThat(lint(CONTROL + job).out())
                .contains("backoffLimit is 3: expected 0")
                .contains("completions is 2: expected 1")
                .contains("expected podReplacementPolicy: Failed")
                .contains("expected ttlSecondsAfterFinished")
                .contains("expected restartPolicy: Never");
    }

    @Test
    void kedaMustNotDeleteLivingSessions() throws IOException {
        String careless = KEDA.replace("strategy: gradual", "strategy: default")
                .replace("strategy: accurate", "strategy: eager")
                .replace("listLength: \"1\"", "listLength: \"5\"");
        assertThat(lint(CONTROL + careless).out())
                .contains("expected rollout.strategy: gradual")
                .contains("expected scalingStrategy.strategy: accurate")
                .contains("expected listLength: \"1\" of its trigger redis");
    }

    @Test
    void whoTakesSessionsIsWhoItSays() throws IOException {
        assertThat(lint(CONTROL + KEDA.replace("bot-chat", "default")).out())
                .contains("its service account is 'default': expected 'bot-chat'");
        assertThat(lint(CONTROL + KEDA.replace("botrunner.dev/bot: chat", "botrunner.dev/bot: chart"))
                        .out())
                .contains("takes sessions of bot 'chart', which no control server knows");
        assertThat(lint(CONTROL.replace("launcher: none", "launcher: kubernetes:job") + WORKERS)
                        .out())
                .contains("says launcher: kubernetes:job, which takes its sessions, too");
    }

    @Test
    void fragmentsDoNotSayWhatLaunchersSay() throws IOException {
        assertThat(lint(CONTROL.replace("launcher: none", "pod: {spec: {terminationGracePeriodSeconds: 5}}"))
                        .out())
                .contains("ConfigMap control/bots: 'pod' of bot 'chat' says terminationGracePeriodSeconds");
    }

    @Test
    void longSessionsAreNotForAutoscalersToEnd() throws IOException {
        assertThat(lint(CONTROL + KEDA.replace("safe-to-evict", "safe-to-drop")).out())
                .contains("expected the annotation cluster-autoscaler.kubernetes.io/safe-to-evict");
    }

    @Test
    void podsFitPodSecurity() throws IOException {
        String loose = WORKERS.replace("runAsNonRoot: true, ", "")
                .replace("allowPrivilegeEscalation: false, ", "privileged: true, runAsUser: 0, ")
                .replace("drop: [ALL]", "add: [NET_ADMIN]")
                .replace(
                        "serviceAccountName",
                        "hostNetwork: true\n      volumes: [{name: x, hostPath: {path: /}}]\n      serviceAccountName");
        assertThat(lint(CONTROL + loose).out())
                .contains("do not fit Pod Security 'restricted': hostNetwork is not allowed; a volume of kind hostPath")
                .contains("container bot needs runAsNonRoot: true")
                .contains("must not be user 0")
                .contains("must not be privileged")
                .contains("needs allowPrivilegeEscalation: false")
                .contains("needs capabilities: {drop: [ALL]}");
    }

    @Test
    void aBotsFileThatControlServersWouldRefuseIsAFault() throws IOException {
        assertThat(lint(CONTROL.replace("max_duration: 1h", "max_durations: 1h"))
                        .out())
                .contains("the control servers would not take it")
                .contains("did you mean 'max_duration'?");
    }

    @Test
    void theBotsFileMayBeGiven() throws IOException {
        Path bots = Files.writeString(folder.resolve("bots.yaml"), "bots: {chat: {good_bye: 40s}}\n");
        var result = new Cli().type("lint", "-f", file(KEDA), "--bots", bots.toString());
        assertThat(result.out()).contains("expected at least 55, for good_bye (40s)");
        assertThat(lint(KEDA).err()).contains("clocks of runners were not looked at");
    }

    @Test
    void whatIsNoYamlIsMisuse() throws IOException {
        var result = new Cli().type("lint", "-f", file("a: [\n"));
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("not YAML");
        assertThat(new Cli()
                        .type("lint", "-f", folder.resolve("none").toString())
                        .code())
                .isEqualTo(2);
    }

    private Cli.Result lint(String manifests) throws IOException {
        return new Cli().type("lint", "-f", file(manifests));
    }

    private String file(String manifests) throws IOException {
        return Files.writeString(folder.resolve("rendered.yaml"), manifests).toString();
    }
}
