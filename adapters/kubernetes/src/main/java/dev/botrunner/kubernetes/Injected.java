package dev.botrunner.kubernetes;

import dev.botrunner.launch.ObjectShape;
import dev.botrunner.session.Json;
import dev.botrunner.session.Json.Obj;
import java.util.List;

/**
 * A runner in a pod whose image has none: an init container of the runner's image copies it into a volume, and the bot's
 * container starts it from there. Which program the bot is says the image's own bots file.
 */
final class Injected {

    private static final String NAME = "botrunner";
    private static final String FOLDER = "/botrunner";

    private Injected() {}

    /** What lies under the pod that is made otherwise; nothing where the image has a runner. */
    static Obj under(ObjectShape shape) {
        return shape.inject().map(Injected::of).orElse(Obj.EMPTY);
    }

    private static Obj of(String image) {
        Obj copying = Json.obj()
                .put("name", NAME)
                .put("image", image)
                .put("args", Json.texts(List.of("inject", FOLDER)))
                .put("securityContext", PodTemplate.confined())
                .put("volumeMounts", Json.arr(PodTemplate.mount(NAME, FOLDER)))
                .build();
        Obj started = Json.obj()
                .put("name", Marks.CONTAINER)
                .put("command", Json.texts(List.of(FOLDER + "/java/bin/java", "@" + FOLDER + "/runner.args")))
                .put("args", Json.texts(List.of("runner", "run")))
                .put(
                        "volumeMounts",
                        Json.arr(Json.obj()
                                .putAll(PodTemplate.mount(NAME, FOLDER))
                                .put("readOnly", true)
                                .build()))
                .build();
        return Json.obj()
                .put(
                        "spec",
                        Json.obj()
                                .put("initContainers", Json.arr(copying))
                                .put("containers", Json.arr(started))
                                .put("volumes", Json.arr(PodTemplate.volume(NAME, "emptyDir", Obj.EMPTY)))
                                .build())
                .build();
    }
}
