package dev.botrunner.kubernetes;

import dev.botrunner.session.Json;
import dev.botrunner.session.Json.Obj;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The pod of a launch, in three layers: what we make, the profile's fragment over it, and over both what the product
 * stands on: who the pod is, that it runs once, its clocks, and its ticket. A pod fits Pod Security {@code restricted}
 * unless the fragment says otherwise.
 */
final class PodTemplate {

    private static final String TICKET = "ticket";
    private static final String TICKET_FOLDER = "/var/run/botrunner/ticket";
    private static final String TICKET_FILE = "token";

    /** The kubelet renews a token before it ends; a runner needs it once. */
    private static final Duration TICKET_LASTS = Duration.ofHours(1);

    /** As many as are in the full name of a Service: it is asked for as it is, and not below each domain of the search first. */
    private static final String DOTS = "4";

    private static final Set<String> PARTS = Set.of("metadata", "spec");

    private PodTemplate() {}

    /** @throws IllegalArgumentException the profile's fragment is no fragment of a pod template, or there is no image */
    static Obj of(PodMaking making) {
        Obj fragment = making.shape().pod();
        for (var part : fragment.members().entrySet()) {
            if (!PARTS.contains(part.getKey()) || !(part.getValue() instanceof Obj)) {
                throw new IllegalArgumentException(
                        "The profile of bot " + making.bot().name() + " has a 'pod' with '" + part.getKey()
                                + "': expected a pod template's 'metadata' and 'spec' with objects in them");
            }
        }
        Obj own = StrategicMerge.merge(Injected.under(making.shape()), made(making));
        return StrategicMerge.merge(StrategicMerge.merge(own, fragment), fixed(making));
    }

    private static Obj made(PodMaking making) {
        String image = making.shape()
                .image()
                .orElseThrow(() -> new IllegalArgumentException("The profile of bot "
                        + making.bot().name() + " names no 'image': expected one for a Kubernetes launcher"));
        Obj security = Json.obj()
                .put("runAsNonRoot", true)
                .put("seccompProfile", Json.obj().put("type", "RuntimeDefault").build())
                .build();
        var container = Json.obj()
                .put("name", Marks.CONTAINER)
                .put("image", image)
                .put("env", making.env())
                .put("securityContext", confined())
                .put("volumeMounts", Json.arr(mount("tmp", "/tmp")));
        if (!making.args().isEmpty()) {
            container.put("args", Json.texts(making.args()));
        }
        return Json.obj()
                .put(
                        "metadata",
                        Json.obj()
                                .put(
                                        "annotations",
                                        Json.obj()
                                                .put("cluster-autoscaler.kubernetes.io/safe-to-evict", "false")
                                                .put("karpenter.sh/do-not-disrupt", "true")
                                                .build())
                                .build())
                .put(
                        "spec",
                        Json.obj()
                                .put("dnsConfig", names())
                                .put("enableServiceLinks", false)
                                .put("securityContext", security)
                                .put("containers", Json.arr(container.build()))
                                .put("volumes", Json.arr(volume("tmp", "emptyDir", Obj.EMPTY)))
                                .build())
                .build();
    }

    private static Obj names() {
        Obj dots = Json.obj().put("name", "ndots").put("value", DOTS).build();
        return Json.obj().put("options", Json.arr(dots)).build();
    }

    static Obj confined() {
        return Json.obj()
                .put("allowPrivilegeEscalation", false)
                .put("readOnlyRootFilesystem", true)
                .put(
                        "capabilities",
                        Json.obj().put("drop", Json.texts(List.of("ALL"))).build())
                .build();
    }

    private static Obj fixed(PodMaking making) {
        return Json.obj()
                .put(
                        "metadata",
                        Json.obj()
                                .put("name", Json.nil())
                                .put("labels", Json.texts(making.labels()))
                                .build())
                .put(
                        "spec",
                        Json.obj()
                                .put("restartPolicy", "Never")
                                .put("serviceAccountName", Marks.serviceAccount(making.bot()))
                                .put("serviceAccount", Json.nil())
                                .put("automountServiceAccountToken", false)
                                .put("activeDeadlineSeconds", Json.nil())
                                .put("terminationGracePeriodSeconds", making.graceSeconds())
                                .put("containers", Json.arr(connected(making)))
                                .put("volumes", Json.arr(replacing(ticket())))
                                .build())
                .build();
    }

    /** The runner knows the way to the link, and finds its ticket. */
    private static Obj connected(PodMaking making) {
        return Json.obj()
                .put("name", Marks.CONTAINER)
                .put(
                        "env",
                        Json.arr(
                                Variables.variable("BOTRUNNER_LINK_URL", making.linkUrl()),
                                Variables.variable("BOTRUNNER_TICKET_FILE", TICKET_FOLDER + "/" + TICKET_FILE)))
                .put(
                        "volumeMounts",
                        Json.arr(replacing(Json.obj()
                                .putAll(mount(TICKET, TICKET_FOLDER))
                                .put("readOnly", true)
                                .build())))
                .build();
    }

    /** The pod's own token: it says who the pod is, to us alone, and stands in no object. */
    private static Obj ticket() {
        Obj token = Json.obj()
                .put("audience", Marks.AUDIENCE)
                .put("expirationSeconds", TICKET_LASTS.toSeconds())
                .put("path", TICKET_FILE)
                .build();
        return volume(
                TICKET,
                "projected",
                Json.obj()
                        .put(
                                "sources",
                                Json.arr(Json.obj()
                                        .put("serviceAccountToken", token)
                                        .build()))
                        .build());
    }

    static Obj volume(String name, String kind, Obj source) {
        return Json.obj().put("name", name).put(kind, source).build();
    }

    static Obj mount(String volume, String path) {
        return Json.obj().put("name", volume).put("mountPath", path).build();
    }

    private static Obj replacing(Obj element) {
        return Json.obj().putAll(element).put("$patch", "replace").build();
    }
}
