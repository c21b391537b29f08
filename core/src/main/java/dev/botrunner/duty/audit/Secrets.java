package dev.botrunner.duty.audit;

import dev.botrunner.session.SessionSpec;
import java.util.Collection;
import java.util.List;

/** Opens what a spec has sealed, so that an auditor can look whether it stands anywhere in clear. */
public interface Secrets {

    /** For whoever has no key: nothing is looked for. */
    Secrets CLOSED = _ -> List.of();

    /** Values long enough to be told from other text; none where it cannot be opened. */
    Collection<String> of(SessionSpec spec);
}
