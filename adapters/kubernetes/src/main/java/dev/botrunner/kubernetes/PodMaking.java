package dev.botrunner.kubernetes;

import dev.botrunner.launch.ObjectShape;
import dev.botrunner.session.BotName;
import dev.botrunner.session.Json;
import java.util.List;
import java.util.Map;

/**
 * What a pod template is made from.
 *
 * @param linkUrl how its runner reaches the link
 * @param labels that are ours, whatever the profile says
 * @param args what the image's program is told; none: what the image says
 * @param env of the container, beside what the runner needs
 * @param graceSeconds from SIGTERM to SIGKILL
 */
record PodMaking(
        BotName bot,
        ObjectShape shape,
        String linkUrl,
        Map<String, String> labels,
        List<String> args,
        Json env,
        long graceSeconds) {}
