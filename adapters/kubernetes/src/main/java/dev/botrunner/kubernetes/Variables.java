package dev.botrunner.kubernetes;

import dev.botrunner.session.Assignment;
import dev.botrunner.session.Json;
import dev.botrunner.session.SpecEnvironment;
import dev.botrunner.session.TextSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The container's environment. With {@code deliver: env} all of a session that is not secret stands in it; what is too
 * long for a variable comes in the redeem answer only, as everything does otherwise.
 */
final class Variables {

    private Variables() {}

    static Json of(Launch launch) {
        List<Json> variables = new ArrayList<>();
        if (launch.shape().inEnvironment()) {
            var open = new Assignment(
                    launch.spec(),
                    launch.head().progress().attempt(),
                    Optional.empty(),
                    Map.of(),
                    launch.head().terms().maxDuration());
            new TreeMap<>(SpecEnvironment.write(open, Map.of())).forEach((name, value) -> {
                if (TextSize.length(value) <= SpecEnvironment.LARGEST) {
                    variables.add(variable(name, value));
                }
            });
        }
        return Json.arr(variables);
    }

    /** The cluster replaces {@code $(NAME)} in values; two dollars are one. */
    static Json.Obj variable(String name, String value) {
        return Json.obj()
                .put("name", name)
                .put("value", value.replace("$", "$$"))
                .build();
    }
}
