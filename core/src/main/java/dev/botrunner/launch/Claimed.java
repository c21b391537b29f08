package dev.botrunner.launch;

import dev.botrunner.session.SessionHead;

/**
 * A session that a dispatcher has claimed and whose object it has not reported yet: as long as it is at hand, the launch
 * is tried again under the same name.
 *
 * @param sentAt monotonic, just before the claim was written: its lease counts from no earlier
 * @param notBefore monotonic: when to try next
 */
record Claimed(SessionHead head, long sentAt, long notBefore) {

    Claimed again(long at) {
        return new Claimed(head, sentAt, at);
    }

    int attempt() {
        return head.progress().attempt();
    }
}
